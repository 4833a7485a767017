-- The row that readiness writes, to know whether a write is stored.
create table write_probe (
    written_at timestamptz not null
);

create unique index write_probe_is_one on write_probe ((true));

insert into write_probe (written_at) values (now());
