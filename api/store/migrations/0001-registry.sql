-- The registry: patterns, what the engine knows of them, and the records of what happened.
create extension if not exists vector;

create table pattern (
  -- The engine's indexes keep labels of 32 bits; 0 and 2^32 - 1 are theirs.
  key bigint generated always as identity (minvalue 1 maxvalue 4294967294) primary key,
  id text not null unique check (id ~ '^SP-[0-9A-HJKMNP-TV-Z]{26}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  title text not null,
  owner text,
  registration_number text,
  file_name text not null,
  byte_length bigint not null,
  media_format text not null,
  width_px integer not null,
  height_px integer not null,
  sample boolean not null default false,
  visibility text not null default 'public' check (visibility in ('public')),
  recorded_at timestamptz not null,
  removed_at timestamptz,
  removal_reason text,
  check ((removed_at is null) = (removal_reason is null))
);

create unique index pattern_live_sha256 on pattern (sha256) where removed_at is null;
create index pattern_live_key on pattern (key desc) where removed_at is null;

create table dated_fact (
  pattern_key bigint not null references pattern,
  ordinal integer not null,
  kind text not null,
  date text not null,
  evidence text not null,
  primary key (pattern_key, ordinal)
);

create table fingerprint (
  pattern_key bigint primary key references pattern,
  version text not null,
  pdq bytea not null check (length(pdq) = 32),
  pdq_quality integer not null,
  edge_pdq bytea not null check (length(edge_pdq) = 32),
  edge_pdq_quality integer not null,
  repeat jsonb not null,
  palette jsonb not null,
  histogram bytea not null,
  computed_at timestamptz not null
);

create index fingerprint_version on fingerprint (version);

create table pattern_view (
  pattern_key bigint not null references pattern,
  ordinal integer not null,
  kind text not null,
  embedding vector(256) not null,
  primary key (pattern_key, ordinal)
);

-- Every index follows this feed. Positions have no gaps and rise in the order of commits: each is taken under the lock
-- of the one row of change_feed_head, which is held until its transaction ends.
create table change_feed (
  position bigint primary key,
  kind text not null check (kind in ('put', 'remove')),
  pattern_key bigint not null references pattern,
  recorded_at timestamptz not null
);

create index change_feed_pattern on change_feed (pattern_key);

create table change_feed_head (
  one boolean primary key default true check (one),
  position bigint not null
);
insert into change_feed_head (position) values (0);

create table audit_trail (
  entry bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  pattern_id text,
  reason text
);

create index audit_trail_pattern on audit_trail (pattern_id);

create table access_log (
  entry bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  operation text not null,
  outcome text not null,
  works_searched bigint not null,
  duration_ms double precision not null
);

create index access_log_at on access_log (at);

create table idempotency_key (
  key text primary key,
  request_digest text not null,
  response_status integer,
  response jsonb,
  expires_at timestamptz not null
);

create index idempotency_key_expiry on idempotency_key (expires_at);

create table setting (
  name text primary key,
  value jsonb not null
);
