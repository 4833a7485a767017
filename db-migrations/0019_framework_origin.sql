-- The origin of a revision. A later release can replace revisions that are shipped or derived, and never those of an administrator.
--
-- origin  shipped with the service; derived by the service from the rules of another year; written by an administrator.
alter table framework add column origin text not null default 'administrator';
alter table framework add constraint framework_origin_known check (origin in ('shipped', 'derived', 'administrator'));

-- Every database so far has received these from the service.
alter table framework disable trigger framework_stays;
update framework set origin = 'shipped' where revision = 1 and fiscal_year between 2563 and 2568;
alter table framework enable trigger framework_stays;
