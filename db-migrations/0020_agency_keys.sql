-- The keys by which agencies are compared and sorted. The service computes them from the text in the same row; no statement does. They
-- have a table of their own, because a new key is not a change of the agency and makes no version. An earlier release changes agencies
-- without their keys; a text that differs from the agency's shows that the keys are out of date.
--
-- form  the version of the rules by which the service computed the keys.
create table agency_key (
    agency_code   text collate "C" primary key,
    form          smallint not null,
    name_th       text not null,
    province_code text collate "C" not null,
    district_th   text,
    name_key      text collate "C" not null,
    district_key  text collate "C",
    sort_key      text collate "C" not null,
    constraint agency_key_of_agency foreign key (agency_code) references agency (code) on update cascade on delete cascade
);

-- Names that read the same, in a district.
create index agency_key_by_name on agency_key (name_key, district_key);
create index agency_key_by_district on agency_key (district_key, agency_code);

-- The search in memory needs a new stamp when any name changes.
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
            join old_rows o on o.code = n.code
            cross join lateral (values (o.province_code), (n.province_code)) as p (province_code)
            where (n.name_th, n.name_en, n.short_name_th, n.aliases, n.kind, n.province_code, n.district_th,
                   n.from_fiscal_year, n.to_fiscal_year)
                  is distinct from (o.name_th, o.name_en, o.short_name_th, o.aliases, o.kind, o.province_code, o.district_th,
                   o.from_fiscal_year, o.to_fiscal_year)
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
