-- Bulk imports: who sent what and when, and what became of it. Kept; the rows themselves only until the import is finished.
--
-- state         'receiving' while the file still comes in: nobody has been promised anything yet, so nobody is shown it.
-- provinces     those of the key that sent it; null for every province.
-- header        the first row of a sheet; null where the rows are JSON items.
-- rows_done     how many rows have been checked; the import goes on after batches_done.
-- failures      how often carrying it out failed for no fault of its rows.
-- claim, leased_until  who works on it and until when unless they say so again: a service that was killed says nothing more.
create table import (
    id            uuid primary key,
    subject       text not null,
    format        text not null,
    mode          text not null,
    dry_run       boolean not null,
    state         text not null default 'receiving',
    key_id        uuid,
    key_name      text not null,
    provinces     text[],
    header        text[],
    warnings      jsonb not null default '[]',
    errors        jsonb not null default '[]',
    received      integer not null default 0,
    batches_done  integer not null default 0,
    rows_done     integer not null default 0,
    created       integer not null default 0,
    updated       integer not null default 0,
    unchanged     integer not null default 0,
    rejected      integer not null default 0,
    with_warnings integer not null default 0,
    failures      integer not null default 0,
    claim         uuid,
    leased_until  timestamptz,
    created_at    timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    constraint import_subject_known check (subject in ('assessments', 'measures', 'agencies')),
    constraint import_format_known check (format in ('json', 'ndjson', 'csv', 'xlsx')),
    constraint import_mode_known check (mode in ('atomic', 'partial')),
    constraint import_state_known check (state in ('receiving', 'queued', 'running', 'completed', 'refused', 'cancelled'))
);

create index import_unfinished on import (created_at) where state in ('receiving', 'queued', 'running');

-- The rows as they were received, some hundred at a time: a promise to finish the import rests on them.
create table import_batch (
    import_id uuid not null,
    number    integer not null,
    rows      integer[] not null,
    contents  bytea[] not null,
    primary key (import_id, number)
);

-- Written once, read once, deleted: compressing costs more than it saves.
alter table import_batch alter column contents set storage external;

-- The rows there is something to say about: rejected, or taken another way than written.
--
-- outcome  what storing did to a row that was not rejected; null where nothing was stored.
create table import_outcome (
    import_id   uuid not null,
    number      integer not null,
    agency_code text,
    fiscal_year integer,
    rejected    boolean not null,
    outcome     text,
    faults      jsonb not null,
    warnings    jsonb not null,
    primary key (import_id, number),
    constraint import_outcome_known check (outcome in ('created', 'updated', 'unchanged'))
);

-- Checked and scored, ready to be stored with one statement. Unlogged: a crash of the database empties it, which is noticed by its
-- count, and the rows are checked again.
--
-- based_on  the version whose figures a sheet's row was added to, 0 where there was none; null where the row is a whole assessment.
create unlogged table import_assessment (
    import_id          uuid not null,
    number             integer not null,
    agency_code        text collate "C" not null,
    fiscal_year        smallint not null,
    based_on           integer,
    framework_revision smallint not null,
    basis              text not null,
    scores             numeric[],
    calculated_numbers smallint[] not null,
    strength_threshold numeric,
    total              numeric not null,
    grade              text,
    verdict            text,
    instrument_scores  numeric[],
    questions          jsonb,
    items              jsonb,
    reported           jsonb,
    notes              jsonb,
    source             jsonb,
    primary key (import_id, number)
);

create unlogged table import_agency (
    import_id        uuid not null,
    number           integer not null,
    code             text collate "C" not null,
    based_on         integer,
    name_th          text not null,
    name_en          text,
    short_name_th    text,
    kind             text not null,
    province_code    text collate "C" not null,
    district_th      text,
    website_url      text,
    aliases          text[] not null,
    from_fiscal_year smallint,
    to_fiscal_year   smallint,
    primary key (import_id, number)
);

-- identity  the stored measure's id, or what tells a new one from the others of its plan; two rows of one identity contradict each other.
create unlogged table import_measure (
    import_id             uuid not null,
    number                integer not null,
    identity              text collate "C" not null,
    id                    uuid not null,
    based_on              integer not null,
    agency_code           text collate "C" not null,
    based_on_fiscal_year  smallint not null,
    implement_fiscal_year smallint not null,
    instrument            text,
    indicators            smallint[] not null,
    items                 text[] not null,
    heading_th            text,
    titles                text[] not null,
    weaknesses            text[] not null,
    steps                 text[] not null,
    responsible_units     text[] not null,
    period_text           text,
    starts_on             date,
    ends_on               date,
    monitoring_th         text,
    position              smallint,
    status                text not null,
    primary key (import_id, number)
);
