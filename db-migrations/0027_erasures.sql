-- Erasing what is personal, wherever it is stored: in rows, in all their recorded versions, in imports and in kept answers.
--
-- replace_with, agency_code  as they were requested; counts: the rows that changed. What was found is stored nowhere.
create table erasure (
    id           uuid primary key,
    occurred_at  timestamptz not null,
    key_id       uuid,
    key_name     text not null,
    reason       text not null,
    replace_with text not null,
    agency_code  text collate "C",
    counts       jsonb not null
);

-- The columns of text that hold codes, identifiers or names of files. An erasure searches every other column of type text, text[], json or
-- jsonb of every table, so that it reaches a column that is added later. A migration that adds a column of codes adds its row here.
create table coded_column (
    table_name  text not null,
    column_name text not null,
    primary key (table_name, column_name)
);

insert into coded_column (table_name, column_name)
values ('agency', 'code'), ('agency', 'kind'), ('agency', 'province_code'),
       ('api_key', 'prefix'), ('api_key', 'scopes'), ('api_key', 'provinces'),
       ('assessment', 'agency_code'), ('assessment', 'agency_kind'), ('assessment', 'basis'), ('assessment', 'grade'),
       ('assessment', 'verdict'),
       ('change', 'resource'), ('change', 'action'), ('change', 'agency_code'),
       ('coded_column', 'table_name'), ('coded_column', 'column_name'),
       ('erasure', 'agency_code'), ('erasure', 'counts'),
       ('idempotent_request', 'caller'), ('idempotent_request', 'key'), ('idempotent_request', 'headers'),
       ('import', 'subject'), ('import', 'format'), ('import', 'mode'), ('import', 'state'), ('import', 'provinces'),
       ('import_agency', 'code'), ('import_agency', 'kind'), ('import_agency', 'province_code'),
       ('import_assessment', 'agency_code'), ('import_assessment', 'basis'), ('import_assessment', 'grade'),
       ('import_assessment', 'verdict'),
       ('import_measure', 'identity'), ('import_measure', 'agency_code'), ('import_measure', 'instrument'), ('import_measure', 'items'),
       ('import_measure', 'status'),
       ('import_outcome', 'outcome'),
       ('measure', 'agency_code'), ('measure', 'instrument'), ('measure', 'items'), ('measure', 'status'),
       ('province', 'code'), ('province', 'iso_code'), ('province', 'name_th'), ('province', 'name_en'), ('province', 'region_th'),
       ('province', 'region_en'),
       ('province_stamp', 'province_code'), ('province_stamp', 'subject'),
       ('recorded_version', 'resource'), ('recorded_version', 'subject'), ('recorded_version', 'action'),
       ('schema_migration', 'name'), ('schema_migration', 'checksum');

-- Whether a member of a JSON document holds a code, an identifier, a date or a time, and no text. The arguments of messages begin with a
-- capital letter and may hold whatever was sent.
create function is_coded_member(name text) returns boolean
    language sql immutable
    as $$
    select name = any(array[
               'action', 'agency_kind', 'basis', 'code', 'format', 'grade', 'id', 'instrument', 'items', 'key', 'kind', 'mode',
               'nextCursor', 'outcome', 'prefix', 'provinces', 'provisional', 'resource', 'scopes', 'state', 'status', 'type', 'verdict'])
        or name ~ '^[a-z].*(_at|_on|_id|_code|At|On|Id|Code)$'
$$;

-- A text with what is sought replaced. Both sides are in Unicode NFC; what is stored of a file may not be.
create function redacted(value text, sought text, replacement text) returns text
    language sql immutable
    as $$
    select case when strpos(normalize(value, NFC), sought) > 0 then replace(normalize(value, NFC), sought, replacement) else value end
$$;

create function redacted(value text[], sought text, replacement text) returns text[]
    language sql immutable
    as $$
    select case when value is null then null
                else array(select redacted(element, sought, replacement)
                           from unnest(value) with ordinality as elements (element, place) order by place) end
$$;

-- A document, its members in their order and its numbers to their digits.
create function redacted(value json, sought text, replacement text, is_coded boolean default false) returns json
    language plpgsql immutable
    as $$
begin
    return case json_typeof(value)
        when 'string' then case when is_coded then value else to_json(redacted(value #>> '{}', sought, replacement)) end
        when 'array' then (
            select coalesce(json_agg(redacted(element, sought, replacement, is_coded) order by place), '[]')
            from json_array_elements(value) with ordinality as elements (element, place))
        when 'object' then (
            select coalesce(json_object_agg(name, redacted(content, sought, replacement, is_coded_member(name)) order by place), '{}')
            from json_each(value) with ordinality as members (name, content, place))
        else value end;
end
$$;

create function redacted(value jsonb, sought text, replacement text) returns jsonb
    language sql immutable
    as $$
    select redacted(value::json, sought, replacement)::jsonb
$$;

-- Whether a value may hold what is sought; cheaper than replacing it.
create function mentions(value text, sought text) returns boolean
    language sql immutable
    as $$
    select strpos(normalize(value, NFC), sought) > 0
$$;

create function mentions(value text[], sought text) returns boolean
    language sql immutable
    as $$
    select exists (select from unnest(value) as element where strpos(normalize(element, NFC), sought) > 0)
$$;

create function mentions(value json, sought text) returns boolean
    language sql immutable
    as $$
    select strpos(normalize(value::text, NFC), substr(to_json(sought)::text, 2, length(to_json(sought)::text) - 2)) > 0
$$;

create function mentions(value jsonb, sought text) returns boolean
    language sql immutable
    as $$
    select strpos(normalize(value::text, NFC), substr(to_json(sought)::text, 2, length(to_json(sought)::text) - 2)) > 0
$$;

-- A row of an import as it was received. One that is no JSON cannot be read and is replaced as a whole.
create function redacted_row(content bytea, sought text, replacement text) returns bytea
    language plpgsql immutable
    as $$
begin
    return case when mentions(convert_from(content, 'UTF8')::json, sought)
                     or mentions((convert_from(content, 'UTF8')::json)::jsonb, sought)
                then convert_to(redacted(convert_from(content, 'UTF8')::json, sought, replacement)::text, 'UTF8')
                else content end;
exception when others then
    return case when position(convert_to(sought, 'UTF8') in content) > 0 then '' else content end;
end
$$;

-- What a write is called in the history and in the feed: an erasure is no update.
alter table recorded_version drop constraint history_action_known;
alter table recorded_version add constraint history_action_known check (action in ('created', 'updated', 'deleted', 'redacted'));

create function mark_redaction() returns trigger
    language plpgsql
    as $$
begin
    new.action := 'redacted';
    return new;
end
$$;

create trigger history_redaction before insert on recorded_version
    for each row when (new.action = 'updated' and current_setting('ita.action', true) = 'redacted') execute function mark_redaction();
create trigger change_redaction before insert on change
    for each row when (new.action = 'updated' and current_setting('ita.action', true) = 'redacted') execute function mark_redaction();

-- An erasure makes a version of every row it is told to, for the sake of the row's older versions too.
create or replace function count_version() returns trigger
    language plpgsql
    as $$
declare
    asked timestamptz := new.updated_at;
begin
    new.version := old.version;
    new.created_at := old.created_at;
    new.updated_at := old.updated_at;
    if new *<> old or current_setting('ita.action', true) = 'redacted' then
        new.version := old.version + 1;
        new.updated_at := asked;
    end if;
    return new;
end
$$;

-- What is recorded stays, but for an erasure. The role of the service may not update these tables at all.
create or replace function refuse_to_rewrite() returns trigger
    language plpgsql
    as $$
begin
    if tg_op = 'UPDATE' and current_setting('ita.action', true) = 'redacted' then
        return null;
    end if;
    raise exception '% is appended to and never rewritten', tg_table_name using errcode = 'insufficient_privilege';
end
$$;

do $$
begin
    if exists (select from pg_trigger where tgname = 'measure_progress' and tgrelid = 'measure'::regclass) then
        create or replace trigger measure_progress before update of progress on measure
            for each row
            when (new.progress is distinct from old.progress and coalesce(current_setting('ita.action', true), '') <> 'redacted')
            execute function keep_progress();
    end if;
end
$$;

-- Counts what an erasure changed of a revision: instances of the service keep revisions in memory.
alter table framework add column text_version integer not null default 1;

-- Kept answers can be searched. Only a secret in one is sealed, beside it.
--
-- body    the answer with an empty text where the secret was; null in rows that an earlier version of the service sealed as a whole.
-- secret  sealed with the key of the caller.
alter table idempotent_request add column body json;
alter table idempotent_request add column secret bytea;
alter table idempotent_request alter column answer drop not null;

-- The row of a resource, as the history records it; null where there is none.
create function current_row(resource text, subject text) returns jsonb
    language sql stable
    as $$
    select case resource
        when 'agency' then (select to_jsonb(g) from agency g where g.code = subject)
        when 'assessment' then (
            select to_jsonb(a) from assessment a where a.agency_code = left(subject, -5) and a.fiscal_year = right(subject, 4)::smallint)
        when 'measure' then (select to_jsonb(m) from measure m where m.id = subject::uuid) end
$$;

-- state  of an erasure from something deleted: what the deletion found.
create or replace view history as
select v.resource, v.subject, v.version, v.action, v.occurred_at, v.key_id, v.key_name,
       case when v.action = 'deleted' or n.action = 'created' then v.replaced
            when n.replaced is not null then n.replaced
            else coalesce(current_row(v.resource, v.subject), v.replaced) end as state,
       case when v.action in ('updated', 'redacted') then v.replaced end as previous_state
from recorded_version v
left join recorded_version n on n.resource = v.resource and n.subject = v.subject and n.version = v.version + 1;

-- Replaces a text everywhere, and returns how many rows of each kind held it. With the rights of the owner, because nothing else may
-- rewrite what is recorded. A trial does everything and takes it back.
create function erase_text(
    sought text, replacement text, of_agency text, is_trial boolean, erasure_id uuid, why text,
    by_key uuid, by_name text, at_time timestamptz)
    returns jsonb
    language plpgsql security definer set search_path from current
    as $$
declare
    found    jsonb := jsonb_build_object(
        'agencies', 0, 'assessments', 0, 'measures', 0, 'documents', 0, 'versions', 0, 'imports', 0, 'answers', 0, 'frameworks', 0,
        'keys', 0);
    touched  text[];
    imports  uuid[] := '{}';
    owners   uuid[];
    changed  bigint;
    target   record;
begin
    perform acting_as(by_key, by_name, at_time);
    perform pg_advisory_xact_lock(hashtextextended('erase_text', 0));
    begin
        perform set_config('ita.action', 'redacted', true);

        -- Before anything changes: the changes record the rows they replace.
        select coalesce(array_agg(distinct v.resource || ' ' || v.subject), '{}'), count(*)
        into touched, changed
        from recorded_version v
        where (of_agency is null or of_agency = case v.resource when 'agency' then v.subject else v.replaced ->> 'agency_code' end)
          and mentions(v.replaced, sought)
          and redacted(v.replaced, sought, replacement) <> v.replaced;
        found := jsonb_set(found, '{versions}', to_jsonb(changed));

        for target in
            select c.relname as name,
                   string_agg(format('%1$I = redacted(%1$I, $1, $2)', a.attname), ', ') as assignments,
                   string_agg(format('mentions(%I, $1)', a.attname), ' or ') as possible,
                   string_agg(format(
                       case when a.atttypid = 'json'::regtype then 'redacted(%1$I, $1, $2)::jsonb is distinct from %1$I::jsonb'
                            else 'redacted(%1$I, $1, $2) is distinct from %1$I' end, a.attname), ' or ') as differs,
                   exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'agency_code') as is_of_agencies,
                   exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'import_id') as is_of_imports,
                   exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'updated_at') as is_dated
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relpersistence <> 't'
              and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'json'::regtype, 'jsonb'::regtype)
              and not exists (select from coded_column k where k.table_name = c.relname and k.column_name = a.attname)
            group by c.oid, c.relname
            order by c.relname = 'recorded_version', c.relname
        loop
            continue when of_agency is not null
                and not (target.is_of_agencies or target.name in ('agency', 'recorded_version', 'idempotent_request'));
            execute format(
                'with done as (update %I set %s%s where (%s) and (%s) and ($3::text is null or %s) returning %s as owner) '
                'select count(*), coalesce(array_agg(distinct owner) filter (where owner is not null), ''{}'') from done',
                target.name,
                target.assignments,
                case when target.name = 'framework' then ', text_version = text_version + 1'
                     when target.is_dated then ', updated_at = $4'
                     else '' end,
                target.possible,
                target.differs,
                case when target.name = 'agency' then 'code = $3'
                     when target.name = 'recorded_version' then
                         'case resource when ''agency'' then subject else replaced ->> ''agency_code'' end = $3'
                     when target.name = 'idempotent_request' then 'strpos(headers::text || body::text, $3) > 0'
                     when target.is_of_agencies then 'agency_code = $3'
                     else 'true' end,
                case when target.is_of_imports then 'import_id' when target.name = 'import' then 'id' else 'null::uuid' end)
            into changed, owners
            using sought, replacement, of_agency, at_time;

            imports := imports || owners;
            found := case target.name
                when 'agency' then jsonb_set(found, '{agencies}', to_jsonb(changed))
                when 'assessment' then jsonb_set(found, '{assessments}', to_jsonb(changed))
                when 'measure' then jsonb_set(found, '{measures}', to_jsonb(changed))
                when 'document' then jsonb_set(found, '{documents}', to_jsonb(changed))
                when 'idempotent_request' then jsonb_set(found, '{answers}', to_jsonb(changed))
                when 'framework' then jsonb_set(found, '{frameworks}', to_jsonb(changed))
                when 'api_key' then jsonb_set(found, '{keys}', to_jsonb(changed))
                else found end;
        end loop;

        with done as (
            update import_batch b
            set contents = array(
                select case when of_agency is null or position(convert_to(of_agency, 'UTF8') in content) > 0
                            then redacted_row(content, sought, replacement) else content end
                from unnest(b.contents) with ordinality as received (content, place) order by place)
            where exists (
                select from unnest(b.contents) as content
                where (of_agency is null or position(convert_to(of_agency, 'UTF8') in content) > 0)
                  and redacted_row(content, sought, replacement) <> content)
            returning b.import_id)
        select coalesce(array_agg(distinct import_id), '{}') into owners from done;
        imports := imports || owners;
        found := jsonb_set(found, '{imports}', to_jsonb((select count(distinct i) from unnest(imports) as i)));

        -- A key for repeating a request is the client's own text. Its hash still finds the answer.
        if of_agency is null then
            update idempotent_request set key = 'sha256:' || encode(sha256(convert_to(key, 'UTF8')), 'hex') where mentions(key, sought);
            -- An earlier version of the service sealed these as a whole; none is older than a day.
            delete from idempotent_request where body is null and answer is not null;
        end if;

        -- What holds the text in old versions alone gets a version too, so that a reader of the feed takes them again.
        update agency g set updated_at = at_time
        where 'agency ' || g.code = any(touched)
          and not exists (select from recorded_version v
                          where v.resource = 'agency' and v.subject = g.code and v.version = g.version and v.action = 'redacted'
                            and v.occurred_at = at_time);
        update assessment a set updated_at = at_time
        where 'assessment ' || a.agency_code || '/' || a.fiscal_year = any(touched)
          and not exists (select from recorded_version v
                          where v.resource = 'assessment' and v.subject = a.agency_code || '/' || a.fiscal_year and v.version = a.version
                            and v.action = 'redacted' and v.occurred_at = at_time);
        update measure m set updated_at = at_time
        where 'measure ' || m.id = any(touched)
          and not exists (select from recorded_version v
                          where v.resource = 'measure' and v.subject = m.id::text and v.version = m.version and v.action = 'redacted'
                            and v.occurred_at = at_time);
        with gone as (
            insert into recorded_version (resource, subject, version, action, occurred_at, key_id, key_name, replaced)
            select l.resource, l.subject, l.version + 1, 'redacted', at_time, by_key, by_name, l.replaced
            from unnest(touched) as t (place)
            cross join lateral (
                select v.resource, v.subject, v.version, v.replaced
                from recorded_version v
                where v.resource = split_part(t.place, ' ', 1) and v.subject = substr(t.place, strpos(t.place, ' ') + 1)
                order by v.version desc
                limit 1) l
            where l.replaced is not null and current_row(l.resource, l.subject) is null
            returning resource, subject, version, replaced)
        insert into change (occurred_at, resource, action, agency_code, fiscal_year, measure_id, version)
        select at_time, g.resource, 'redacted', coalesce(g.replaced ->> 'agency_code', g.replaced ->> 'code'),
               coalesce(g.replaced ->> 'fiscal_year', g.replaced ->> 'implement_fiscal_year')::smallint,
               case when g.resource = 'measure' then g.subject::uuid end, g.version
        from gone g;

        perform set_config('ita.action', '', true);
        if is_trial then
            raise exception 'a trial' using errcode = 'IE000';
        end if;
        insert into erasure (id, occurred_at, key_id, key_name, reason, replace_with, agency_code, counts)
        values (erasure_id, at_time, by_key, by_name, why, replacement, of_agency, found);
    exception when sqlstate 'IE000' then
        null;
    end;
    return found;
end
$$;

revoke execute on function erase_text(text, text, text, boolean, uuid, text, uuid, text, timestamptz) from public;
