-- What tells whether a province's figures of a year still hold. The figures themselves are kept by whoever reads them, under the stamp
-- they were read at: a median cannot be carried forward by a write, and a row of figures that every write of a province changes would
-- make those who write there wait for each other.
--
-- The sum of `ticks` is the stamp. It grows with every commit that matters and with no other, in whatever order transactions end, so
-- that an equal stamp is an equal state. Steps are random, so that a database restored or made anew comes by no stamp for which somebody
-- still holds another answer. A writer counts in a row no other holds, and adds one where all are held: nobody waits, and there are as
-- many rows as there ever were writers of a province and year at once.
--
-- subject     agencies: which there are, with kind, district and years; assessments: scores, and where and of what kind their agency is;
--             measures: how many of which status, and whether progress was reported.
-- fiscal_year 0 of agencies, which stand in every year; the year a measure is carried out in.
create table province_stamp (
    slot          integer generated always as identity primary key,
    fiscal_year   smallint not null,
    province_code text collate "C" not null,
    subject       text not null,
    ticks         bigint not null,
    constraint province_stamp_subject_known check (subject in ('agencies', 'assessments', 'measures'))
) with (fillfactor = 50);

create index province_stamp_by_year on province_stamp (fiscal_year, province_code, subject);

create function random_step() returns bigint
    language sql
    as 'select 1 + floor(random() * 1000000)::bigint';

-- Counts a write for each (province, subject, year); the lists belong together, element by element.
create function stamp_provinces(provinces text[], subjects text[], years smallint[]) returns void
    language sql
    as $$
    with held as materialized (
        select t.province_code, t.subject, t.fiscal_year, free.slot
        from (select distinct province_code, subject, fiscal_year
              from unnest(provinces, subjects, years) as touched (province_code, subject, fiscal_year)) t
        left join lateral (
            select s.slot
            from province_stamp s
            where s.fiscal_year = t.fiscal_year and s.province_code = t.province_code and s.subject = t.subject
            limit 1
            for update skip locked) free on true
    ), counted as (
        update province_stamp s set ticks = s.ticks + random_step() from held where s.slot = held.slot
    )
    insert into province_stamp (fiscal_year, province_code, subject, ticks)
    select fiscal_year, province_code, subject, random_step() from held where slot is null
$$;

-- The agencies are locked against a move to another province, which else could overtake a write that still counts for the old one.
create function stamp_assessments() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    codes text[];
    years smallint[];
begin
    if tg_op = 'INSERT' then
        select array_agg(n.agency_code), array_agg(n.fiscal_year) into codes, years from new_rows n;
    elsif tg_op = 'UPDATE' then
        select array_agg(n.agency_code), array_agg(n.fiscal_year) into codes, years
        from new_rows n
        join old_rows o on (o.agency_code, o.fiscal_year) = (n.agency_code, n.fiscal_year)
        -- As text, because 98.4 and 98.40 are shown differently and are equal.
        where row(n.framework_revision, n.agency_name_th, n.agency_kind, n.basis, n.scores, n.strength_threshold, n.total, n.grade, n.instrument_scores)::text
              <> row(o.framework_revision, o.agency_name_th, o.agency_kind, o.basis, o.scores, o.strength_threshold, o.total, o.grade, o.instrument_scores)::text;
    else
        select array_agg(o.agency_code), array_agg(o.fiscal_year) into codes, years from old_rows o;
    end if;
    if codes is not null then
        perform from agency g where g.code = any(codes) order by g.code for share;
        perform stamp_provinces(array_agg(g.province_code), array_agg('assessments'::text), array_agg(t.fiscal_year))
        from unnest(codes, years) as t (agency_code, fiscal_year)
        join agency g on g.code = t.agency_code;
    end if;
    return null;
end
$$;

create function stamp_measures() returns trigger
    language plpgsql security definer set search_path from current
    as $$
declare
    codes text[];
    years smallint[];
begin
    if tg_op = 'INSERT' then
        select array_agg(n.agency_code), array_agg(n.implement_fiscal_year) into codes, years from new_rows n;
    elsif tg_op = 'UPDATE' then
        select array_agg(t.agency_code), array_agg(t.implement_fiscal_year) into codes, years
        from new_rows n
        join old_rows o on o.id = n.id
        cross join lateral (values (o.agency_code, o.implement_fiscal_year), (n.agency_code, n.implement_fiscal_year)) as t (agency_code, implement_fiscal_year)
        where (n.agency_code, n.implement_fiscal_year, n.status, n.progress = '[]')
              is distinct from (o.agency_code, o.implement_fiscal_year, o.status, o.progress = '[]');
    else
        select array_agg(o.agency_code), array_agg(o.implement_fiscal_year) into codes, years from old_rows o;
    end if;
    if codes is not null then
        perform from agency g where g.code = any(codes) order by g.code for share;
        perform stamp_provinces(array_agg(g.province_code), array_agg('measures'::text), array_agg(t.fiscal_year))
        from unnest(codes, years) as t (agency_code, fiscal_year)
        join agency g on g.code = t.agency_code;
    end if;
    return null;
end
$$;

-- Of an agency that moves, what it scored moves with it.
create function stamp_agencies() returns trigger
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
            where (n.name_th, n.kind, n.province_code, n.district_th, n.from_fiscal_year, n.to_fiscal_year)
                  is distinct from (o.name_th, o.kind, o.province_code, o.district_th, o.from_fiscal_year, o.to_fiscal_year)
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

create trigger assessment_created_stamp after insert on assessment
    referencing new table as new_rows for each statement execute function stamp_assessments();
create trigger assessment_updated_stamp after update on assessment
    referencing old table as old_rows new table as new_rows for each statement execute function stamp_assessments();
create trigger assessment_deleted_stamp after delete on assessment
    referencing old table as old_rows for each statement execute function stamp_assessments();

create trigger measure_created_stamp after insert on measure
    referencing new table as new_rows for each statement execute function stamp_measures();
create trigger measure_updated_stamp after update on measure
    referencing old table as old_rows new table as new_rows for each statement execute function stamp_measures();
create trigger measure_deleted_stamp after delete on measure
    referencing old table as old_rows for each statement execute function stamp_measures();

create trigger agency_created_stamp after insert on agency
    referencing new table as new_rows for each statement execute function stamp_agencies();
create trigger agency_updated_stamp after update on agency
    referencing old table as old_rows new table as new_rows for each statement execute function stamp_agencies();
create trigger agency_deleted_stamp after delete on agency
    referencing old table as old_rows for each statement execute function stamp_agencies();
