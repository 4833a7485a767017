-- The code in the register of local governments (รหัส อปท.): kind, province, district, running number. It outlives a change of name.
--
-- official_code  the code in the register; unique.
-- district_code  the code of the district in TIS 1099, as sent or as contained in the official code.
-- former_names   the former names of the agency, the latest last; answers list them among the aliases.
alter table agency
    add column official_code   text collate "C",
    add column district_code   text collate "C",
    add column contact_phone   text,
    add column contact_email   text,
    add column contact_line_id text,
    add column former_names    text[] not null default '{}',
    add constraint agency_official_code_form check (official_code ~ '^[2-6][0-9]{6}$'),
    add constraint agency_district_code_form check (district_code ~ '^[0-9]{4}$');

-- A partial index, so that PostgreSQL does not take the column for a part of the key: a write of an agency would then wait for every
-- assessment and measure that is being written for it, and several writes at once would wait for each other.
create unique index agency_official_code_unique on agency (official_code) where official_code is not null;

create index agency_by_district_code on agency (district_code);

alter table import_agency
    add column official_code   text collate "C",
    add column district_code   text collate "C",
    add column contact_phone   text,
    add column contact_email   text,
    add column contact_line_id text;

-- Codes that differ only in upper and lower case are easily confused. A database that already has such a pair keeps it.
do $$
begin
    create unique index agency_code_similar on agency (lower(code));
exception when unique_violation then
    create index agency_code_similar on agency (lower(code));
end
$$;

-- Former names, as far as they were recorded.
alter table agency disable trigger user;
update agency g
set former_names = f.names
from (
    select n.subject, array_agg(n.name_th order by n.version) as names
    from (select v.subject, v.replaced ->> 'name_th' as name_th, max(v.version) as version
          from recorded_version v
          where v.resource = 'agency' and v.action = 'updated'
          group by v.subject, v.replaced ->> 'name_th') n
    join agency current on current.code = n.subject and current.name_th <> n.name_th
    group by n.subject) f
where g.code = f.subject;
alter table agency enable trigger user;

-- Clients that rename an agency need not send the former name as an alias. A former name that is sent as an alias is not stored twice.
-- Triggers run in the order of their names: this one before the one that counts versions.
create function keep_former_names() returns trigger
    language plpgsql
    as $$
declare
    too_many integer;
begin
    -- A name that is erased is no former name.
    if new.name_th <> old.name_th and coalesce(current_setting('ita.action', true), '') <> 'redacted' then
        new.former_names := array_remove(array_remove(old.former_names, old.name_th), new.name_th) || old.name_th;
    end if;
    new.aliases := coalesce(
        (select array_agg(sent.alias order by sent.place)
         from unnest(new.aliases) with ordinality as sent (alias, place)
         where sent.alias <> all(new.former_names)),
        '{}');
    -- The oldest former names give way to the limit of names.
    too_many := cardinality(new.aliases) + cardinality(new.former_names) - 20;
    if too_many > 0 then
        new.former_names := new.former_names[too_many + 1:];
    end if;
    return new;
end
$$;

create trigger agency_former_names before update on agency for each row execute function keep_former_names();

-- The search in memory needs a new stamp when any name or code changes.
create or replace function stamp_agencies() returns trigger
    language plpgsql security definer set search_path from current
    as $$
begin
    if tg_op = 'INSERT' then
        perform stamp_provinces(array_agg(n.province_code), array_agg('agencies'::text), array_agg(0::smallint))
        from new_rows n
        having count(*) > 0;
    elsif tg_op = 'UPDATE' then
        perform stamp_provinces(array_agg(t.province_code), array_agg(t.subject), array_agg(t.fiscal_year))
        from (
            select p.province_code, 'agencies'::text as subject, 0::smallint as fiscal_year
            from new_rows n
            full join old_rows o on o.code = n.code
            cross join lateral (values (o.province_code), (n.province_code)) as p (province_code)
            where p.province_code is not null
              and (n.code, n.official_code, n.name_th, n.name_en, n.short_name_th, n.aliases, n.former_names, n.kind,
                   n.province_code, n.district_th, n.district_code, n.from_fiscal_year, n.to_fiscal_year)
                  is distinct from
                  (o.code, o.official_code, o.name_th, o.name_en, o.short_name_th, o.aliases, o.former_names, o.kind,
                   o.province_code, o.district_th, o.district_code, o.from_fiscal_year, o.to_fiscal_year)
            union all
            select p.province_code, 'assessments', a.fiscal_year
            from new_rows n
            join old_rows o on o.code = n.code
            join assessment a on a.agency_code = n.code
            cross join lateral (values (o.province_code), (n.province_code)) as p (province_code)
            where (n.province_code, n.district_th) is distinct from (o.province_code, o.district_th)) t
        having count(*) > 0;
    else
        perform stamp_provinces(array_agg(o.province_code), array_agg('agencies'::text), array_agg(0::smallint))
        from old_rows o
        having count(*) > 0;
    end if;
    return null;
end
$$;
