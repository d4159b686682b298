-- Audits of the whole library: which patterns are so near each other that they were verified, and what was found.
create table library_audit (
  id text primary key check (id ~ '^SA-[0-9A-HJKMNP-TV-Z]{26}$'),
  started_at timestamptz not null,
  started_by text not null,
  -- State of the library and versions that it speaks of.
  position bigint not null,
  fingerprint_version text not null,
  rules_version text not null,
  -- Patterns up to this key have been compared with all others; null once all have.
  compared_key bigint default 0,
  finished_at timestamptz
);

create index library_audit_started on library_audit (started_at);

-- A pair that stood out. Which of the two was first is settled when it is noted, by evidenced dates.
create table library_audit_pair (
  audit_id text not null references library_audit,
  later_key bigint not null references pattern,
  earlier_key bigint not null references pattern,
  -- Null until verified.
  grade text,
  -- From the later to the earlier; null where nothing was found.
  finding jsonb,
  primary key (audit_id, later_key, earlier_key),
  check (later_key <> earlier_key)
);

create index library_audit_pair_waiting on library_audit_pair (audit_id, later_key) where grade is null;
