-- One printed row of a plan of measures (มาตรการ): titles that share steps, units, period and status.
--
-- progress   a list of reports, oldest first; appended to and never rewritten, which a trigger holds.
-- indicators official numbers, whatever the document printed; heading_th keeps what it printed.
create table measure (
    id                    uuid primary key,
    agency_code           text collate "C" not null,
    based_on_fiscal_year  smallint not null,
    implement_fiscal_year smallint not null,
    instrument            text,
    indicators            smallint[] not null default '{}',
    items                 text[] not null default '{}',
    heading_th            text,
    titles                text[] not null,
    weaknesses            text[] not null default '{}',
    steps                 text[] not null default '{}',
    responsible_units     text[] not null default '{}',
    period_text           text,
    starts_on             date,
    ends_on               date,
    monitoring_th         text,
    position              smallint,
    status                text not null,
    progress              jsonb not null default '[]',
    version               integer not null default 1,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    constraint measure_agency_known foreign key (agency_code) references agency (code),
    constraint measure_years_in_order check (based_on_fiscal_year <= implement_fiscal_year),
    constraint measure_dates_in_order check (starts_on <= ends_on),
    constraint measure_has_a_title check (cardinality(titles) >= 1),
    constraint measure_status_known check (status in ('planned', 'inProgress', 'completed', 'unable', 'notStated')),
    constraint measure_progress_is_a_list check (jsonb_typeof(progress) = 'array')
);

create index measure_by_agency on measure (agency_code, implement_fiscal_year, id);
create index measure_by_year on measure (implement_fiscal_year, agency_code);
create index measure_by_base_year on measure (based_on_fiscal_year, agency_code);

create trigger measure_version before update on measure for each row execute function count_version();

create function keep_progress() returns trigger
    language plpgsql
    as $$
begin
    if (select coalesce(jsonb_agg(report order by position), '[]')
        from jsonb_array_elements(new.progress) with ordinality as reports (report, position)
        where position <= jsonb_array_length(old.progress)) <> old.progress then
        raise exception 'progress is appended to and never rewritten';
    end if;
    return new;
end
$$;

create trigger measure_progress before update of progress on measure
    for each row when (new.progress is distinct from old.progress) execute function keep_progress();
