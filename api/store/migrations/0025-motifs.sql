-- Motifs that people know: what a design shares with others through them belongs to nobody.
create table motif (
  key bigint generated always as identity primary key,
  id text not null unique check (id ~ '^MT-[0-9A-HJKMNP-TV-Z]{26}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_format text not null,
  width_px integer not null,
  height_px integer not null,
  name text not null,
  -- Pattern and meaning, story, source; where it comes from, and whose it is.
  meaning text,
  story text,
  source text,
  origin text,
  people text,
  rights text not null check (rights in ('public-domain', 'protected', 'unclear')),
  fingerprint_version text not null,
  -- Embedded views as the engine's fingerprint has them, little-endian float32, one after the other.
  views bytea not null,
  dimension integer not null,
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  removal_reason text,
  -- Rises with every change of the library, so that servers see whether what they keep in memory is still right.
  revision bigint not null,
  check ((removed_at is null) = (removal_reason is null))
);

create unique index motif_live_sha256 on motif (sha256) where removed_at is null;
create index motif_revision_at on motif (revision);
