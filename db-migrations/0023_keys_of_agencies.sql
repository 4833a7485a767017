-- Keys for single agencies. A key writes for the agencies in its provinces and, in addition, for the agencies in this list.
--
-- agencies  the codes of the agencies; empty for keys of provinces alone. An import has the list of the key that sent it.
alter table api_key add column agencies text[] not null default '{}';
alter table import add column agencies text[] not null default '{}';
