-- What became of every agency, assessment and measure, version by version. Written by the database in the transaction of the change,
-- for whatever statement made it, and by nobody else; what is written stays.
--
-- subject  the agency's code; 'code/year' of an assessment; the measure's id.
-- state    the row as it stood after the change; of a deletion, as it stood before.
create table history (
    resource    text collate "C" not null,
    subject     text collate "C" not null,
    version     integer not null,
    action      text not null,
    occurred_at timestamptz not null,
    key_id      uuid,
    key_name    text not null,
    state       jsonb not null,
    primary key (resource, subject, version),
    constraint history_resource_known check (resource in ('agency', 'assessment', 'measure')),
    constraint history_action_known check (action in ('created', 'updated', 'deleted'))
);

-- The feed of changes for those who keep a copy. A sequence alone misleads, because a later number may be committed earlier: readers go
-- by (transaction_id, sequence) and stop below the oldest transaction still under way.
create table change (
    transaction_id xid8 not null default pg_current_xact_id(),
    sequence       bigint generated always as identity,
    occurred_at    timestamptz not null,
    resource       text not null,
    action         text not null,
    agency_code    text collate "C" not null,
    fiscal_year    smallint,
    measure_id     uuid,
    version        integer not null,
    primary key (transaction_id, sequence)
);

create index change_by_time on change (occurred_at);

create function refuse_to_rewrite() returns trigger
    language plpgsql
    as $$
begin
    raise exception '% is appended to and never rewritten', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

create trigger history_stays before update or delete or truncate on history
    for each statement execute function refuse_to_rewrite();

-- What was deleted and is made again goes on counting, so that a version, and the entity tag made of it, never names two states.
create function continue_version() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    subject_code text;
    last_version integer;
begin
    if tg_table_name = 'agency' then
        subject_code := new.code;
    else
        subject_code := new.agency_code || '/' || new.fiscal_year;
    end if;
    select h.version into last_version
    from history h
    where h.resource = tg_table_name and h.subject = subject_code
    order by h.version desc
    limit 1;
    new.version := coalesce(last_version, 0) + 1;
    return new;
end
$$;

create trigger agency_continues before insert on agency for each row execute function continue_version();
create trigger assessment_continues before insert on assessment for each row execute function continue_version();

-- Set-wise, so that an import of a hundred thousand rows records them with one statement. The owner's rights, so that the role of the
-- service need not have any on what is recorded.
create function record_agencies() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'agency', n.code, n.version, 'created', at_time, key_id, key_name, to_jsonb(n) from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'created', n.code, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'agency', n.code, n.version, 'updated', at_time, key_id, key_name, to_jsonb(n)
        from new_rows n join old_rows o on o.code = n.code where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'updated', n.code, n.version
        from new_rows n join old_rows o on o.code = n.code where o.version <> n.version;
    else
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'agency', o.code, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'deleted', o.code, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;

create trigger agency_created after insert on agency
    referencing new table as new_rows for each statement execute function record_agencies();
create trigger agency_updated after update on agency
    referencing old table as old_rows new table as new_rows for each statement execute function record_agencies();
create trigger agency_deleted after delete on agency
    referencing old table as old_rows for each statement execute function record_agencies();

create function record_assessments() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'assessment', n.agency_code || '/' || n.fiscal_year, n.version, 'created', at_time, key_id, key_name, to_jsonb(n) from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'created', n.agency_code, n.fiscal_year, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'assessment', n.agency_code || '/' || n.fiscal_year, n.version, 'updated', at_time, key_id, key_name, to_jsonb(n)
        from new_rows n join old_rows o on (o.agency_code, o.fiscal_year) = (n.agency_code, n.fiscal_year) where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'updated', n.agency_code, n.fiscal_year, n.version
        from new_rows n join old_rows o on (o.agency_code, o.fiscal_year) = (n.agency_code, n.fiscal_year) where o.version <> n.version;
    else
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'assessment', o.agency_code || '/' || o.fiscal_year, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'deleted', o.agency_code, o.fiscal_year, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;

create trigger assessment_created after insert on assessment
    referencing new table as new_rows for each statement execute function record_assessments();
create trigger assessment_updated after update on assessment
    referencing old table as old_rows new table as new_rows for each statement execute function record_assessments();
create trigger assessment_deleted after delete on assessment
    referencing old table as old_rows for each statement execute function record_assessments();

create function record_measures() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'measure', n.id::text, n.version, 'created', at_time, key_id, key_name, to_jsonb(n) from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'created', n.agency_code, n.implement_fiscal_year, n.id, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'measure', n.id::text, n.version, 'updated', at_time, key_id, key_name, to_jsonb(n)
        from new_rows n join old_rows o on o.id = n.id where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'updated', n.agency_code, n.implement_fiscal_year, n.id, n.version
        from new_rows n join old_rows o on o.id = n.id where o.version <> n.version;
    else
        insert into history (resource, subject, version, action, occurred_at, key_id, key_name, state)
        select 'measure', o.id::text, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'deleted', o.agency_code, o.implement_fiscal_year, o.id, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;

create trigger measure_created after insert on measure
    referencing new table as new_rows for each statement execute function record_measures();
create trigger measure_updated after update on measure
    referencing old table as old_rows new table as new_rows for each statement execute function record_measures();
create trigger measure_deleted after delete on measure
    referencing old table as old_rows for each statement execute function record_measures();

-- What was there before its history was kept: known since then, by nobody's key.
insert into history (resource, subject, version, action, occurred_at, key_name, state)
select 'agency', g.code, g.version, 'created', g.updated_at, session_user, to_jsonb(g) from agency g
union all
select 'assessment', a.agency_code || '/' || a.fiscal_year, a.version, 'created', a.updated_at, session_user, to_jsonb(a) from assessment a;

insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
select g.updated_at, 'agency', 'created', g.code, null, g.version from agency g
union all
select a.updated_at, 'assessment', 'created', a.agency_code, a.fiscal_year, a.version from assessment a;
