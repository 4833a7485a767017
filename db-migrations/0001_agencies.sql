-- Provinces: the 77 first-level units, filled from the service's own provinces.csv at every start.
create table province (
    code      text collate "C" primary key,
    iso_code  text not null unique,
    name_th   text not null unique,
    name_en   text not null,
    region_th text not null,
    region_en text not null,
    constraint province_code_form check (code ~ '^[0-9]{2}$')
);

-- A version counts changes: an update that leaves a row as it was, to the digits of its numbers, makes none. Here and not in the
-- statements, so that no writer can forget it; *<> compares what is stored, where = would take 98.4 and 98.40 for the same.
create function count_version() returns trigger
    language plpgsql
    as $$
declare
    asked timestamptz := new.updated_at;
begin
    new.version := old.version;
    new.created_at := old.created_at;
    new.updated_at := old.updated_at;
    if new *<> old then
        new.version := old.version + 1;
        new.updated_at := asked;
    end if;
    return new;
end
$$;

-- The code is the caller's own and opaque; it sorts by bytes, so that a page's order never hangs on a locale.
create table agency (
    code             text collate "C" primary key,
    name_th          text not null,
    name_en          text,
    short_name_th    text,
    kind             text not null,
    province_code    text collate "C" not null,
    district_th      text,
    website_url      text,
    aliases          text[] not null default '{}',
    from_fiscal_year smallint,
    to_fiscal_year   smallint,
    version          integer not null default 1,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    constraint agency_code_form check (code ~ '^[A-Za-z0-9][A-Za-z0-9-]{1,31}$'),
    constraint agency_province_known foreign key (province_code) references province (code),
    constraint agency_kind_known check (kind in (
        'provincialAdministrativeOrganization', 'cityMunicipality', 'townMunicipality', 'subdistrictMunicipality',
        'subdistrictAdministrativeOrganization', 'specialLocalGovernment', 'other')),
    constraint agency_years_in_order check (from_fiscal_year <= to_fiscal_year)
);

create index agency_by_province on agency (province_code, code);

create trigger agency_version before update on agency for each row execute function count_version();
