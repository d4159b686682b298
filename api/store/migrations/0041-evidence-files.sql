-- Files that evidence when a work was created or first published. They are sealed in the store of papers under their SHA-256. What
-- was handed in stays with the case; what was not can be taken back.
create table application_evidence (
  id text primary key check (id ~ '^DE-[0-9A-HJKMNP-TV-Z]{26}$'),
  application_key bigint not null references application,
  about text not null check (about in ('creation', 'first-publication')),
  title text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  media_type text not null,
  byte_length bigint not null,
  added_at timestamptz not null,
  added_by text not null references account,
  -- Of the submission or supplement that it went with.
  handed_in_at timestamptz,
  unique (application_key, about, sha256)
);
create index application_evidence_sha256 on application_evidence (sha256);
