-- What agencies are compared and sorted by: keys that the service makes of the text beside them, and no statement makes. A table of its
-- own, because a key is no change of its agency and makes no version of it. A service that does not know of keys changes an agency all
-- the same; the text it no longer agrees with shows that the keys are to be made again.
--
-- form  the rules by which the service made the keys; other rules have another number.
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

-- Names that people read as the same word, in a district.
create index agency_key_by_name on agency_key (name_key, district_key);
create index agency_key_by_district on agency_key (district_key, agency_code);

-- Whether a search in memory still holds what is stored depends on the other names, too.
create or replace function stamp_agencies() returns trigger
    language plpgsql security definer set search_path from current
    as $$
begin
    if tg_op = 'INSERT' then
        perform stamp_provinces(array_agg(n.province_code), array_agg('agencies'::text), array_agg(0::smallint)) from new_rows n having count(*) > 0;
    elsif tg_op = 'UPDATE' then
        perform stamp_provinces(array_agg(t.province_code), array_agg(t.subject), array_agg(t.fiscal_year))
        from (
            select p.province_code, 'agencies'::text as subject, 0::smallint as fiscal_year
            from new_rows n
            join old_rows o on o.code = n.code
            cross join lateral (values (o.province_code), (n.province_code)) as p (province_code)
            where (n.name_th, n.name_en, n.short_name_th, n.aliases, n.kind, n.province_code, n.district_th, n.from_fiscal_year, n.to_fiscal_year)
                  is distinct from (o.name_th, o.name_en, o.short_name_th, o.aliases, o.kind, o.province_code, o.district_th, o.from_fiscal_year, o.to_fiscal_year)
            union all
            select p.province_code, 'assessments', a.fiscal_year
            from new_rows n
            join old_rows o on o.code = n.code
            join assessment a on a.agency_code = n.code
            cross join lateral (values (o.province_code), (n.province_code)) as p (province_code)
            where (n.province_code, n.district_th) is distinct from (o.province_code, o.district_th)) t
        having count(*) > 0;
    else
        perform stamp_provinces(array_agg(o.province_code), array_agg('agencies'::text), array_agg(0::smallint)) from old_rows o having count(*) > 0;
    end if;
    return null;
end
$$;
