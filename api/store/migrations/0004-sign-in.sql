-- Second factors, bounded attempts, links by mail.

create table totp (
  account_id text primary key references account,
  -- RFC 6238 secret, sealed.
  secret_sealed bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: none is taken twice.
  last_step bigint not null default 0
);

create table passkey (
  credential_id text primary key,
  account_id text not null references account,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

create index passkey_account on passkey (account_id);

create table recovery_code (
  account_id text not null references account,
  code_sha256 text not null,
  used_at timestamptz,
  primary key (account_id, code_sha256)
);

-- What a passkey was asked to sign; each is answered at most once.
create table passkey_challenge (
  account_id text not null references account,
  purpose text not null check (purpose in ('enrol', 'verify')),
  challenge text not null,
  expires_at timestamptz not null,
  primary key (account_id, purpose)
);

-- Attempts at a secret, by a digest of what was attempted, whether that exists or not.
create table attempt (
  subject_sha256 text primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);

-- Links sent by mail, by the SHA-256 of their secret part.
create table mailed_link (
  token_sha256 text primary key,
  account_id text not null references account,
  purpose text not null check (purpose in ('invitation', 'reset')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create index mailed_link_account on mailed_link (account_id);

-- Mail waits here in the transaction that caused it, until the mail server has taken it; then its text is dropped.
create table mail_outbox (
  entry bigint generated always as identity primary key,
  recipient text,
  subject text not null,
  body text,
  created_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text
);

create index mail_outbox_waiting on mail_outbox (next_attempt_at) where sent_at is null and given_up_at is null;

-- Whether the session that made the key had shown a second factor.
alter table api_key add column second_factor boolean not null default false;
