-- The first answer to each request that was sent with an Idempotency-Key, for as long as it may be sent again.
--
-- fingerprint  SHA-256 of the request, so that the same key with another request is noticed.
-- answer       the body as it was sent, sealed with the caller's own key: an answer may hold a secret that is shown once.
create table idempotent_request (
    caller      text not null,
    key         text not null,
    fingerprint bytea not null,
    status      smallint not null,
    headers     jsonb not null,
    answer      bytea not null,
    created_at  timestamptz not null,
    primary key (caller, key)
);

create index idempotent_request_by_age on idempotent_request (created_at);
