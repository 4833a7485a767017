-- Who carries out a request with an Idempotency-Key that commits its work in steps, such as an import. It cannot hold a transaction open
-- until its answer is stored, so it holds a claim, and renews it while it works. After a crash the claim ends by itself.
create table idempotent_claim (
    caller       text not null,
    key          text not null,
    claim        uuid not null,
    leased_until timestamptz not null,
    primary key (caller, key)
);
