-- Several rows of one agency, as in the register of local governments, are joined: the first row is stored.
--
-- import.joined        the number of rows that repeat another row of the same agency.
-- import_agency.joins  whether rows of one agency are joined; otherwise they contradict each other.
-- name_key, district_key, sort_key  the keys of the agency, by the rules of key_form; null in rows that an earlier release staged.
alter table import add column joined integer not null default 0;

alter table import_agency
    add column joins        boolean not null default false,
    add column key_form     smallint,
    add column name_key     text collate "C",
    add column district_key text collate "C",
    add column sort_key     text collate "C";
