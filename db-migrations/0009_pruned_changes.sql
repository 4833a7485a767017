-- How far the feed of changes has been pruned: a reader who stands before it has missed something.
create table pruned_change (
    transaction_id xid8 not null,
    sequence       bigint not null
);

create unique index pruned_change_once on pruned_change ((true));
