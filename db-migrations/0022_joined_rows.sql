-- Several rows of one agency, as the register of local governments has them, are joined: the first of them says what is stored.
--
-- import.joined        rows that say no more than another row of the same agency.
-- import_agency.joins  whether rows of one agency may be joined; otherwise they contradict each other.
-- name_key, district_key, sort_key  what the agency is compared and sorted by, made by the rules of key_form; null in rows that an earlier release staged.
alter table import add column joined integer not null default 0;

alter table import_agency
    add column joins        boolean not null default false,
    add column key_form     smallint,
    add column name_key     text collate "C",
    add column district_key text collate "C",
    add column sort_key     text collate "C";
