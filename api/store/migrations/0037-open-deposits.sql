-- Open deposits: the picture was handed in, checked against the library and kept. Its record in the library is restricted to the
-- depositor. Without a reference to it: a record may leave the library, what was deposited stays said.
create table open_deposit (
  id text primary key check (id ~ '^OD-[0-9A-HJKMNP-TV-Z]{26}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_length bigint not null,
  -- Account that was signed in, or what the service is called.
  account text not null,
  pattern_id text not null,
  deposited_at timestamptz not null,
  unique (account, sha256)
);

-- Whose a record is where no party holds title to it: who has signed in need not belong to one.
alter table pattern add column owner_account text check (owner_account is null or owner_party_id is null);

drop index pattern_live_sha256;
create unique index pattern_live_sha256 on pattern (sha256, coalesce(owner_party_id, owner_account, '')) where removed_at is null;
create index pattern_owner_account on pattern (owner_account) where owner_account is not null;
-- As for parties: enough to count what somebody may see without reading it.
create index pattern_live_viewers on pattern (visibility, owner_party_id, owner_account) where removed_at is null;
