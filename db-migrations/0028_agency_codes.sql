-- Codes that agencies had before theirs was changed: requests for them are led to the agency.
create table former_agency_code (
    code        text collate "C" primary key,
    agency_code text collate "C" not null,
    changed_at  timestamptz not null
);

create index former_agency_code_by_agency on former_agency_code (agency_code);

insert into coded_column (table_name, column_name) values ('former_agency_code', 'code'), ('former_agency_code', 'agency_code');

create function refuse_former_code() returns trigger
    language plpgsql
    as $$
begin
    if exists (select from former_agency_code f where f.code = new.code) then
        raise exception 'the code % leads to another agency', new.code
            using errcode = 'unique_violation', constraint = 'agency_code_taken', table = 'agency';
    end if;
    return new;
end
$$;

create trigger agency_former_code before insert on agency for each row execute function refuse_former_code();

-- So that a change of code can go along all tables in turn.
alter table assessment alter constraint assessment_agency_known deferrable initially immediate;
alter table measure alter constraint measure_agency_known deferrable initially immediate;

-- What is recorded stays, but for an erasure and a change of an agency's code.
create or replace function refuse_to_rewrite() returns trigger
    language plpgsql
    as $$
begin
    if tg_op = 'UPDATE' and current_setting('ita.action', true) in ('redacted', 'renamed') then
        return null;
    end if;
    raise exception '% is appended to and never rewritten', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

-- Gives an agency another code, and everything of it too, its history included. With the rights of the owner, because what is recorded
-- goes along. The triggers that record and count find a changed row by its key, which changes here but for measures; so this records and
-- counts agencies and assessments itself.
create function change_agency_code(old_code text, new_code text, by_key uuid, by_name text, at_time timestamptz) returns boolean
    language plpgsql security definer set search_path from current
    as $$
declare
    before   jsonb;
    province text;
    target   record;
begin
    perform acting_as(by_key, by_name, at_time);
    delete from former_agency_code where code = new_code and agency_code = old_code;
    if exists (select from agency g where g.code = new_code)
        or exists (select from recorded_version v where v.resource = 'agency' and v.subject = new_code)
        or exists (select from former_agency_code f where f.code = new_code) then
        raise exception 'the code % is or was that of another agency', new_code
            using errcode = 'unique_violation', constraint = 'agency_code_taken', table = 'agency';
    end if;

    perform set_config('ita.action', 'renamed', true);
    set constraints all deferred;
    select to_jsonb(g), g.province_code into before, province from agency g where g.code = old_code for update;
    update agency g set code = new_code, updated_at = at_time where g.code = old_code;
    for target in
        select c.conrelid::regclass as name, a.attname as code_column,
               exists (select from pg_attribute u where u.attrelid = c.conrelid and u.attname = 'updated_at') as is_dated
        from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid = 'agency'::regclass
    loop
        execute format(
            'update %s set %I = $1%s where %I = $2',
            target.name, target.code_column, case when target.is_dated then ', updated_at = $3' else '' end, target.code_column)
        using new_code, old_code, at_time;
    end loop;
    set constraints all immediate;
    update import_outcome o set agency_code = new_code where o.agency_code = old_code;
    update api_key k set agencies = array_replace(k.agencies, old_code, new_code) where old_code = any(k.agencies);
    update import i set agencies = array_replace(i.agencies, old_code, new_code) where old_code = any(i.agencies);

    update recorded_version v set subject = new_code where v.resource = 'agency' and v.subject = old_code;
    update recorded_version v
    set subject = new_code || substr(v.subject, length(old_code) + 1),
        replaced = jsonb_set(v.replaced, '{agency_code}', to_jsonb(new_code))
    where v.resource <> 'agency' and left(v.subject, length(old_code) + 1) = old_code || '/';
    update recorded_version v
    set replaced = jsonb_set(v.replaced, '{agency_code}', to_jsonb(new_code))
    where v.resource <> 'agency' and v.replaced ->> 'agency_code' = old_code;

    insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
    select 'agency', g.code, g.version, 'updated', at_time, by_key, by_name, before from agency g where g.code = new_code
    union all
    select 'assessment', a.agency_code || '/' || a.fiscal_year, a.version, 'updated', at_time, by_key, by_name,
           to_jsonb(a) || jsonb_build_object('version', a.version - 1)
    from assessment a where a.agency_code = new_code;

    -- For a reader with a copy, what had the old code is gone.
    insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
    select at_time, 'agency', 'updated', g.code, null::smallint, null::uuid, g.version from agency g where g.code = new_code
    union all
    select at_time, 'assessment', 'updated', a.agency_code, a.fiscal_year, null, a.version from assessment a where a.agency_code = new_code
    union all
    select at_time, 'assessment', 'deleted', old_code, a.fiscal_year, null, a.version from assessment a where a.agency_code = new_code
    union all
    select at_time, 'agency', 'deleted', old_code, null, null, g.version from agency g where g.code = new_code;

    perform stamp_provinces(array_agg(province), array_agg(s.subject), array_agg(s.fiscal_year))
    from (
        select 'agencies'::text as subject, 0::smallint as fiscal_year
        union all
        select 'assessments', a.fiscal_year from assessment a where a.agency_code = new_code) s;

    update former_agency_code f set agency_code = new_code where f.agency_code = old_code;
    insert into former_agency_code (code, agency_code, changed_at) values (old_code, new_code, at_time);
    perform set_config('ita.action', '', true);
    return true;
end
$$;

revoke execute on function change_agency_code(text, text, uuid, text, timestamptz) from public;

-- Columns of codes that were added before this migration, and keys made of names, which are made anew when a name changes.
insert into coded_column (table_name, column_name)
values ('agency', 'official_code'), ('agency', 'district_code'),
       ('agency_key', 'agency_code'), ('agency_key', 'name_th'), ('agency_key', 'province_code'), ('agency_key', 'district_th'),
       ('agency_key', 'name_key'), ('agency_key', 'district_key'), ('agency_key', 'sort_key'),
       ('api_key', 'agencies'), ('import', 'agencies'),
       ('import_agency', 'official_code'), ('import_agency', 'district_code'),
       ('assessment', 'respondents'), ('import_assessment', 'respondents');

-- Keys of a text that is no longer the agency's are deleted, so that an erased name is not left in them. A statement that changes an agency
-- writes its new keys too, before this looks at them; where an erasure changed the name, the service makes them again.
create function forget_keys_of_other_text() returns trigger
    language plpgsql security definer set search_path from current
    as $$
begin
    delete from agency_key k
    using new_rows g
    where k.agency_code = g.code
      and (k.name_th, k.province_code, k.district_th) is distinct from (g.name_th, g.province_code, g.district_th);
    return null;
end
$$;

create trigger agency_changed_keys after update on agency referencing new table as new_rows
    for each statement execute function forget_keys_of_other_text();
