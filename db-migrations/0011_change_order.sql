-- A resource's versions in their order, whichever transaction began first: one that took its number early and then waited for another's
-- row would stand before it. So a change stands no earlier than the newest transaction that is over when it is recorded, and whoever
-- held the row before is over by then. It still stands no earlier than its own transaction, and readers stop below the oldest still
-- under way, so that nothing comes to stand where a reader has passed.
alter table change alter column transaction_id
    set default greatest(pg_current_xact_id(), (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8);
