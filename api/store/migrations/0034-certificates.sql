-- Certificates as they were issued. What became of each follows from its case and from later ones.
create table certificate (
  id text primary key check (id ~ '^CE-[0-9A-HJKMNP-TV-Z]{26}$'),
  application_key bigint not null references application,
  kind text not null check (kind in ('registration', 'filing', 'pre-registration')),
  language text not null check (language in ('zh', 'en')),
  -- Event of the case whose content it states.
  event_ordinal integer not null,
  -- Of the file.
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  replaces text references certificate,
  issued_at timestamptz not null,
  issued_by text not null
);

create index certificate_application on certificate (application_key, issued_at);
