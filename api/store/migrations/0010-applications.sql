-- Applications, their examination and what becomes of registrations. Calendar dates are text (2026-11-25), the registry's own days in China.

create table application (
  key bigint generated always as identity primary key,
  id text not null unique check (id ~ '^AP-[0-9A-HJKMNP-TV-Z]{26}$'),
  tenant_id text not null references tenant,
  -- In whose name it is filed, and by which account.
  applicant_party_id text not null references party,
  filed_by text not null references account,
  kind text not null,
  state text not null,
  -- Rises with every change; whoever edits names the one that he saw.
  version integer not null default 1,
  -- As typed while a draft, complete from the submission on.
  form jsonb not null,
  title text not null default '',
  lane text not null default 'ordinary',
  region text,
  clock text,
  due_on text,
  due_provisional boolean not null default false,
  -- Working days of the examination put aside while another clock runs.
  days_left integer,
  queue text,
  risk integer,
  strong_finding boolean not null default false,
  examiner text references account,
  second_examiner text references account,
  proposal text check (proposal in ('grant', 'refusal')),
  second_review_reason text,
  -- The first version of this design: itself, or that of the application it names.
  family text not null,
  priority_on text,
  number text unique,
  pattern_id text references pattern (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz
);

create index application_party on application (applicant_party_id, key desc);
create index application_queue on application (tenant_id, state, queue);
create index application_clock on application (due_on) where clock is not null;
create index application_pattern on application (pattern_id) where pattern_id is not null;
create index application_family on application (family);

create table application_picture (
  application_key bigint not null references application,
  ordinal integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  role text not null check (role in ('flat-design', 'colourway', 'cloth-photograph')),
  file_name text not null,
  media_format text not null,
  width_px integer not null,
  height_px integer not null,
  repeat_width_mm double precision check (repeat_width_mm > 0),
  repeat_height_mm double precision check (repeat_height_mm > 0),
  colourway text,
  primary key (application_key, ordinal)
);

create index application_picture_sha256 on application_picture (sha256);

-- What the engine found, frozen with its versions: one row a picture and check.
create table application_check (
  application_key bigint not null references application,
  ordinal integer not null,
  purpose text not null check (purpose in ('pre-check', 'submission')),
  picture_ordinal integer not null,
  at timestamptz not null,
  result jsonb not null,
  primary key (application_key, ordinal)
);

-- Everything that happened to a case, in order: decisions with their reasons and judgements.
create table application_event (
  application_key bigint not null references application,
  ordinal integer not null,
  at timestamptz not null,
  actor text not null,
  event text not null,
  from_state text not null,
  to_state text not null,
  reason text,
  note text,
  detail jsonb,
  primary key (application_key, ordinal)
);

create index application_event_at on application_event (event, at);

-- What an examiner has typed and not yet decided; his own, one a case.
create table examination_note (
  application_key bigint not null references application,
  account_id text not null references account,
  content jsonb not null,
  updated_at timestamptz not null,
  primary key (application_key, account_id)
);

create table opinion (
  id text primary key check (id ~ '^OP-[0-9A-HJKMNP-TV-Z]{26}$'),
  application_key bigint not null references application,
  capacity text not null check (capacity in ('expert-panel', 'lay-panel', 'technical-investigator', 'appraiser')),
  account_id text not null references account,
  invited_at timestamptz not null,
  invited_by text not null,
  given_at timestamptz,
  conflict boolean,
  conflict_note text,
  vote text check (vote in ('grant', 'refuse')),
  statement text,
  unique (application_key, capacity, account_id),
  check ((given_at is null) = (conflict is null)),
  check (not coalesce(conflict, false) or vote is null)
);

create table objection (
  id text primary key check (id ~ '^OB-[0-9A-HJKMNP-TV-Z]{26}$'),
  application_key bigint not null references application,
  account_id text not null references account,
  reason text not null,
  statement text not null,
  evidence jsonb not null,
  made_at timestamptz not null,
  outcome text check (outcome in ('upheld', 'rejected')),
  outcome_reason text,
  outcome_note text,
  decided_by text,
  decided_at timestamptz,
  check ((outcome is null) = (decided_at is null))
);

create index objection_application on objection (application_key);

create table title_entry (
  application_key bigint not null references application,
  ordinal integer not null,
  event text not null check (event in ('origin', 'transfer', 'inheritance', 'court-order', 'licence')),
  effective_on text not null,
  from_holder text,
  -- Holders with their shares, or the licensee with the extent of the licence.
  to_holders jsonb not null,
  basis text not null,
  evidence jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (application_key, ordinal)
);

-- The last running number of each series. Taken under the lock of its row, which is held until the transaction ends: no gap, no double.
create table number_series (
  series text primary key,
  running integer not null
);

create table bad_faith_notice (
  application_key bigint not null references application,
  ordinal integer not null,
  work text not null,
  owner text,
  grade text not null,
  evidence text not null,
  earlier_on text not null,
  raised_at timestamptz not null,
  primary key (application_key, ordinal)
);

-- In-app notices of what happened to one's cases.
create table notification (
  entry bigint generated always as identity primary key,
  account_id text not null references account,
  application_id text not null references application (id),
  event text not null,
  state text not null,
  at timestamptz not null,
  read_at timestamptz
);

create index notification_account on notification (account_id, entry desc);

create function refuse_case_change() returns trigger language plpgsql as $$
begin
  raise exception 'this table is only added to' using errcode = 'integrity_constraint_violation';
end;
$$;
create trigger application_check_rows before update or delete on application_check for each row execute function refuse_case_change();
create trigger application_event_rows before update or delete on application_event for each row execute function refuse_case_change();
create trigger title_entry_rows before update or delete on title_entry for each row execute function refuse_case_change();
