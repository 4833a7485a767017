-- A statement that writes a hundred thousand assessments: what is asked of every row by itself costs it more than the row.

-- Who writes many names their versions, found with one question for all of them; who names none is asked row by row, as ever. One that is
-- named wrongly meets the key of the history.
alter table assessment alter column version drop default;

create or replace trigger assessment_continues before insert on assessment
    for each row when (new.version is null) execute function continue_version();

-- Of what is not there, the last version is the one that deleted it.
create index history_deleted on history (resource, subject, version) where action = 'deleted';

-- Revisions are few, and none that is stored changes or goes; so it is enough to ask once a statement for the few it names.
create trigger framework_stays before update or delete or truncate on framework
    for each statement execute function refuse_to_rewrite();

create function know_framework() returns trigger
    language plpgsql security definer set search_path from current
    as $$
begin
    if exists (
        select from (select distinct fiscal_year, framework_revision from new_rows) n
        where not exists (select from framework f where f.fiscal_year = n.fiscal_year and f.revision = n.framework_revision)) then
        raise exception 'an assessment names a revision of a framework that is not there'
            using errcode = 'foreign_key_violation', constraint = 'assessment_framework_known', table = 'assessment';
    end if;
    return null;
end
$$;

create trigger assessment_created_framework after insert on assessment
    referencing new table as new_rows for each statement execute function know_framework();
create trigger assessment_updated_framework after update on assessment
    referencing new table as new_rows for each statement execute function know_framework();

alter table assessment drop constraint assessment_framework_known;

-- Compressing a state took a third of the time of recording it. One that fits a page is kept as it is; only a larger one is compressed.
alter table history set (toast_tuple_target = 8160);
