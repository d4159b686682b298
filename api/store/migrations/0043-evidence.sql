-- Evidence that was taken of a suspected copy: what the log has a record of, and who may ask for it. The picture lies in the file store.
create table evidence (
  id text primary key check (id ~ '^EV-[0-9A-HJKMNP-TV-Z]{26}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  way text not null check (way in ('photograph', 'screenshot', 'page-picture')),
  -- Account that was signed in, or what the service is called; and its office.
  operator text not null,
  tenant_id text references tenant,
  taken_at timestamptz not null,
  -- The most serious grade; null where there was nothing to compare.
  grade text,
  -- The record as it went into the log; lines of custody name it by its digest.
  record jsonb not null
);

create index evidence_operator on evidence (operator, taken_at);
create index evidence_sha256 on evidence (sha256);

-- Custody, one line after the other: 1, 2, 3 …
create table evidence_custody (
  evidence_id text not null references evidence,
  ordinal integer not null check (ordinal > 0),
  act text not null check (act in ('read', 'hand-over', 'cosign')),
  at timestamptz not null,
  actor text not null,
  -- Account that has custody from then on.
  recipient text,
  record jsonb not null,
  -- CMS, DER, of a co-signature.
  signature bytea,
  primary key (evidence_id, ordinal),
  check ((act = 'hand-over') = (recipient is not null)),
  check ((act = 'cosign') = (signature is not null))
);

create index evidence_custody_recipient on evidence_custody (recipient) where recipient is not null;
