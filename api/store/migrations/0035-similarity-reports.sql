-- Similarity reports as they were ordered. Findings and statement lie in the file store, by the digest of the two together.
create table similarity_report (
  id text primary key check (id ~ '^SR-[0-9A-HJKMNP-TV-Z]{26}$'),
  -- Account that ordered it, or what the service is called; and the office that issues it.
  account text not null,
  tenant_id text references tenant,
  ordered_at timestamptz not null,
  grade text not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  findings_sha256 text not null check (findings_sha256 ~ '^[0-9a-f]{64}$'),
  inputs_sha256 text not null check (inputs_sha256 ~ '^[0-9a-f]{64}$'),
  -- The report whose frozen inputs it was made from; the report that it takes the place of.
  counters text references similarity_report,
  replaces text references similarity_report,
  -- Why nobody should go by it any more, since when, and who said so.
  superseded_at timestamptz,
  superseded_by text,
  superseded_reason text check (superseded_reason in ('model-fault', 'input-fault', 'record-corrected')),
  superseded_note text,
  check ((superseded_at is null) = (superseded_reason is null))
);

create index similarity_report_account on similarity_report (account, ordered_at);

-- Pictures that a report needs to be recomputed: kept for as long as the report, whatever becomes of the records.
create table similarity_report_picture (
  report_id text not null references similarity_report,
  ordinal integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (report_id, ordinal)
);

create index similarity_report_picture_sha256 on similarity_report_picture (sha256);

-- The sealed documents of a report, one for each time that it was asked for.
create table similarity_report_document (
  report_id text not null references similarity_report,
  language text not null check (language in ('zh', 'en')),
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  issued_at timestamptz not null,
  primary key (report_id, language)
);
