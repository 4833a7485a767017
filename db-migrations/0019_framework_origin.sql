-- Who wrote a revision. What the service ships, or derives for a year whose rules are not known yet, is replaced by what a later release
-- ships; what an administrator wrote is not.
--
-- origin  shipped with the service; derived from another year's rules by the service; written by an administrator.
alter table framework add column origin text not null default 'administrator';
alter table framework add constraint framework_origin_known check (origin in ('shipped', 'derived', 'administrator'));

-- These came with the service in every database before this.
alter table framework disable trigger framework_stays;
update framework set origin = 'shipped' where revision = 1 and fiscal_year between 2563 and 2568;
alter table framework enable trigger framework_stays;
