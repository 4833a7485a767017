-- Imports of reports.
alter table import drop constraint import_subject_known;
alter table import add constraint import_subject_known check (subject in ('assessments', 'measures', 'agencies', 'progress'));

-- based_on  the version of the measure that the row was judged by.
-- identity  distinguishes reports: two rows with one identity are the same report.
-- report    null when the measure has the report already, or the row has none.
create unlogged table import_progress (
    import_id   uuid not null,
    number      integer not null,
    measure_id  uuid not null,
    agency_code text collate "C" not null,
    fiscal_year smallint not null,
    based_on    integer not null,
    identity    text collate "C" not null,
    report_id   uuid,
    report      jsonb,
    status      text,
    primary key (import_id, number)
);

insert into coded_column (table_name, column_name)
values ('import_progress', 'agency_code'), ('import_progress', 'identity'), ('import_progress', 'status');
