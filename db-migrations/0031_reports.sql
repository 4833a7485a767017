-- Reports get ids, so that one can be corrected or deleted; and measures the id that they have elsewhere.
--
-- report_ids   the id of each report of `progress`, in the same order. They are beside the reports and not in them, because an instance of an
--              earlier release refuses a report with a member it does not know. What such an instance adds gets its id from the trigger.
-- external_id  the caller's own id of the measure; unique within the agency.
alter table measure add column report_ids uuid[] not null default '{}';
alter table measure add column external_id text collate "C";

create unique index measure_external_id on measure (agency_code, external_id) where external_id is not null;

create function number_reports() returns trigger
    language plpgsql
    as $$
begin
    new.report_ids := new.report_ids[1:jsonb_array_length(new.progress)]
        || array(select gen_random_uuid() from generate_series(cardinality(new.report_ids) + 1, jsonb_array_length(new.progress)));
    return new;
end
$$;

create trigger measure_numbered before insert or update of progress, report_ids on measure
    for each row when (cardinality(new.report_ids) <> jsonb_array_length(new.progress)) execute function number_reports();

-- An id is no change of a measure, so it makes no version.
alter table measure disable trigger measure_version;
update measure
set report_ids = array(select gen_random_uuid() from generate_series(1, jsonb_array_length(progress)))
where progress <> '[]';
alter table measure enable trigger measure_version;

alter table measure add constraint measure_reports_have_ids check (cardinality(report_ids) = jsonb_array_length(progress));

-- A report can be corrected now; the history has the former text. An erasure needs no exception any more.
drop trigger measure_progress on measure;
drop function keep_progress();

-- The caller's own id of a measure is a text that an erasure searches, in recorded versions and in answers too.
create or replace function is_coded_member(name text) returns boolean
    language sql immutable
    as $$
    select name = any(array[
               'action', 'agency_kind', 'basis', 'code', 'format', 'grade', 'id', 'instrument', 'items', 'key', 'kind', 'mode',
               'nextCursor', 'outcome', 'prefix', 'provinces', 'provisional', 'resource', 'scopes', 'state', 'status', 'type', 'verdict'])
        or name ~ '^[a-z].*(_at|_on|_id|_code|At|On|Id|Code)$' and name not in ('external_id', 'externalId')
$$;

-- progress, report_ids  the reports that the row adds.
alter table import_measure add column external_id text collate "C";
alter table import_measure add column progress jsonb not null default '[]';
alter table import_measure add column report_ids uuid[] not null default '{}';
