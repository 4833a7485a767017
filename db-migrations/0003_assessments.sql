-- One row an agency and fiscal year, so that a result is one indexed read.
--
-- scores             by indicator number, 1 first; null where the assessment consists of reported figures alone.
--                    numeric without a scale, because a score keeps the decimals it was sent with (100, 63.90).
-- calculated_numbers the indicators whose score was left out and came from their questions or items.
-- total, grade and instrument_scores are what the framework revision makes of it, kept for lists and rankings;
--                    grade is null where a reported total alone leaves the level open.
-- verdict            the gravest of the checks of published figures; null where nothing could be checked.
-- agency_name_th and agency_kind are the agency's of the time of the assessment.
create table assessment (
    agency_code        text collate "C" not null,
    fiscal_year        smallint not null,
    framework_revision smallint not null,
    agency_name_th     text not null,
    agency_kind        text not null,
    basis              text not null,
    scores             numeric[],
    calculated_numbers smallint[] not null default '{}',
    strength_threshold numeric,
    total              numeric(5, 2) not null,
    grade              text,
    verdict            text,
    instrument_scores  numeric(5, 2)[],
    questions          jsonb,
    items              jsonb,
    reported           jsonb,
    notes              jsonb,
    source             jsonb,
    version            integer not null default 1,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    primary key (agency_code, fiscal_year),
    constraint assessment_agency_known foreign key (agency_code) references agency (code),
    constraint assessment_framework_known foreign key (fiscal_year, framework_revision) references framework (fiscal_year, revision),
    constraint assessment_basis_known check (basis in ('calculated', 'reported')),
    constraint assessment_calculated_has_scores check ((basis = 'calculated') = (scores is not null)),
    constraint assessment_scores_in_range check (0 <= all (scores) and 100 >= all (scores)),
    constraint assessment_verdict_known check (verdict in ('agrees', 'rounding', 'mismatch', 'unreachable')),
    constraint assessment_total_in_range check (total between 0 and 100),
    constraint assessment_threshold_in_range check (strength_threshold between 0 and 100)
);

create index assessment_by_year on assessment (fiscal_year, agency_code);
create index assessment_by_total on assessment (fiscal_year, total desc, agency_code);
create index assessment_by_verdict on assessment (verdict, agency_code, fiscal_year);
create index assessment_by_update on assessment (updated_at, agency_code, fiscal_year);

create trigger assessment_version before update on assessment for each row execute function count_version();
