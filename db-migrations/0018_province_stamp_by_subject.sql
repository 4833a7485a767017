-- What concerns scores alone is stamped, over the country, by a third of what a year has: without this, the whole table is read for it, and
-- more with every year. Growing steps do not touch it, as no index holds them.
create index province_stamp_by_subject on province_stamp (fiscal_year, subject);
