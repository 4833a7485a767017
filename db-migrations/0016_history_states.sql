-- Every state is kept once. What a change made of a row is the row itself until the next change replaces it, and that change records it. The
-- history with its states is read as before.
--
-- replaced  the row as the change found it; null of a creation.
alter table history rename to recorded_version;
alter table recorded_version add column replaced jsonb;

alter table recorded_version disable trigger history_stays;
update recorded_version v
set replaced = case when v.action = 'deleted' then v.state
                    else (select p.state from recorded_version p where p.resource = v.resource and p.subject = v.subject and p.version = v.version - 1) end
where v.action <> 'created';
alter table recorded_version enable trigger history_stays;

alter table recorded_version add constraint history_replaced_known check ((action = 'created') = (replaced is null));
alter table recorded_version drop column state;

-- state           the row after the change, which is what the next one found, or what stands; of a deletion, the row before it.
-- previous_state  the row before it, where it was there.
create view history as
select v.resource, v.subject, v.version, v.action, v.occurred_at, v.key_id, v.key_name,
       case when v.action = 'deleted' then v.replaced
            when n.replaced is not null then n.replaced
            when v.resource = 'agency' then (select to_jsonb(g) from agency g where g.code = v.subject)
            when v.resource = 'assessment' then (
                select to_jsonb(a) from assessment a where a.agency_code = left(v.subject, -5) and a.fiscal_year = right(v.subject, 4)::smallint)
            else (select to_jsonb(m) from measure m where m.id = v.subject::uuid) end as state,
       case when v.action = 'updated' then v.replaced end as previous_state
from recorded_version v
left join recorded_version n on n.resource = v.resource and n.subject = v.subject and n.version = v.version + 1;

create or replace function record_agencies() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name)
        select 'agency', n.code, n.version, 'created', at_time, key_id, key_name from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'created', n.code, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'agency', n.code, n.version, 'updated', at_time, key_id, key_name, to_jsonb(o)
        from new_rows n join old_rows o on o.code = n.code where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'updated', n.code, n.version
        from new_rows n join old_rows o on o.code = n.code where o.version <> n.version;
    else
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'agency', o.code, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, version)
        select at_time, 'agency', 'deleted', o.code, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;

create or replace function record_assessments() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name)
        select 'assessment', n.agency_code || '/' || n.fiscal_year, n.version, 'created', at_time, key_id, key_name from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'created', n.agency_code, n.fiscal_year, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'assessment', n.agency_code || '/' || n.fiscal_year, n.version, 'updated', at_time, key_id, key_name, to_jsonb(o)
        from new_rows n join old_rows o on (o.agency_code, o.fiscal_year) = (n.agency_code, n.fiscal_year) where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'updated', n.agency_code, n.fiscal_year, n.version
        from new_rows n join old_rows o on (o.agency_code, o.fiscal_year) = (n.agency_code, n.fiscal_year) where o.version <> n.version;
    else
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'assessment', o.agency_code || '/' || o.fiscal_year, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, version)
        select at_time, 'assessment', 'deleted', o.agency_code, o.fiscal_year, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;

create or replace function record_measures() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    key_id   uuid := nullif(current_setting('ita.key_id', true), '')::uuid;
    key_name text := coalesce(nullif(current_setting('ita.key_name', true), ''), session_user);
    at_time  timestamptz := coalesce(nullif(current_setting('ita.at', true), '')::timestamptz, now());
begin
    if tg_op = 'INSERT' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name)
        select 'measure', n.id::text, n.version, 'created', at_time, key_id, key_name from new_rows n;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'created', n.agency_code, n.implement_fiscal_year, n.id, n.version from new_rows n;
    elsif tg_op = 'UPDATE' then
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'measure', n.id::text, n.version, 'updated', at_time, key_id, key_name, to_jsonb(o)
        from new_rows n join old_rows o on o.id = n.id where o.version <> n.version;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'updated', n.agency_code, n.implement_fiscal_year, n.id, n.version
        from new_rows n join old_rows o on o.id = n.id where o.version <> n.version;
    else
        insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
        select 'measure', o.id::text, o.version + 1, 'deleted', at_time, key_id, key_name, to_jsonb(o) from old_rows o;
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, 'measure', 'deleted', o.agency_code, o.implement_fiscal_year, o.id, o.version + 1 from old_rows o;
    end if;
    return null;
end
$$;
