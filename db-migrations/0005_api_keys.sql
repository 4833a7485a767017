-- Keys of the systems that write. The key itself is shown once and never kept: its random part has 256 bits, so that a plain SHA-256 is
-- as good as a slow one. A revoked key stays, because the history names it.
create table api_key (
    id           uuid primary key,
    prefix       text collate "C" not null,
    hash         bytea not null,
    name         text not null,
    scopes       text[] not null,
    provinces    text[] not null,
    created_at   timestamptz not null,
    created_by   text not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    constraint api_key_prefix_unique unique (prefix),
    constraint api_key_hash_is_sha_256 check (octet_length(hash) = 32),
    constraint api_key_scopes_known check (scopes <@ array['write', 'admin'])
);

-- Who writes, for the rest of the transaction: every statement that changes something of an agency takes it into its `from`, so that a
-- key revoked a moment ago cannot write, whatever an instance of the service still believes. The history reads it.
create function acting_as(acting_key uuid, key_name text, acting_at timestamptz) returns boolean
    language plpgsql
    as $$
begin
    if acting_key is not null and not exists (
        select from api_key where id = acting_key and revoked_at is null and (expires_at is null or expires_at > acting_at)) then
        raise exception 'the key is revoked or expired' using errcode = 'IK401';
    end if;
    perform set_config('ita.key_id', coalesce(acting_key::text, ''), true),
            set_config('ita.key_name', key_name, true),
            set_config('ita.at', acting_at::text, true);
    return true;
end
$$;
