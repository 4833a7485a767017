-- What compares a year's scores over all agencies reads these and not the table, whose rows carry whole documents.
create index assessment_scores_by_year on assessment (fiscal_year, agency_code)
    include (scores, strength_threshold, framework_revision);

-- Who did what for which indicator between two years.
create index measure_by_years on measure (based_on_fiscal_year, implement_fiscal_year, agency_code)
    include (status, indicators, items);
