-- A year's rules as one document. A revision that is stored never changes: what it scored stays explainable.
create table framework (
    fiscal_year smallint not null,
    revision    smallint not null,
    document    jsonb not null,
    created_at  timestamptz not null,
    primary key (fiscal_year, revision),
    constraint framework_document_is_its_own check (
        (document ->> 'fiscalYear')::int = fiscal_year and (document ->> 'revision')::int = revision)
);
