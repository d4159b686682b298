-- People and rights: offices, accounts, persons and firms, what they may do, and the trail of what was done.

-- Each province's office is a tenant: its staff act on its own matters only.
create table tenant (
  id text primary key check (id ~ '^TN-[0-9A-HJKMNP-TV-Z]{26}$'),
  name text not null,
  -- Province by the first two digits of GB/T 2260; null: none of them.
  region text check (region ~ '^[1-9][0-9]$'),
  -- Whom a stranger may ask about a record that he must not see.
  contact text not null,
  created_at timestamptz not null
);

create table account (
  id text primary key check (id ~ '^AC-[0-9A-HJKMNP-TV-Z]{26}$'),
  -- Lower case; null once erased.
  email text unique check (email = lower(email)),
  name text,
  language text not null check (language in ('zh', 'en')),
  tenant_id text references tenant,
  -- PHC string of argon2id; null until the invitation is taken up.
  password_hash text,
  status text not null check (status in ('invited', 'active', 'disabled', 'erased')),
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((status = 'erased') = (erased_at is not null)),
  check (status = 'erased' or (email is not null and name is not null))
);

create index account_tenant on account (tenant_id);

-- A person, a firm or a copyright workstation that can hold rights or act for who does.
create table party (
  id text primary key check (id ~ '^PT-[0-9A-HJKMNP-TV-Z]{26}$'),
  kind text not null check (kind in ('person', 'firm', 'workstation')),
  name text,
  tenant_id text not null references tenant,
  region text check (region ~ '^[1-9][0-9]$'),
  -- Unified social credit code (GB 32100) of a firm or workstation.
  credit_code text,
  -- Resident identity number (GB 11643) of a person: sealed, and a keyed digest by which it is found again.
  resident_id_sealed bytea,
  resident_id_digest text,
  verification text not null default 'unverified' check (verification in ('unverified', 'pending', 'verified', 'refused')),
  verification_changed_at timestamptz,
  created_at timestamptz not null,
  created_by text not null references account,
  erased_at timestamptz
);

create index party_tenant on party (tenant_id, verification);
create unique index party_verified_credit_code on party (credit_code) where verification = 'verified';
create unique index party_verified_resident on party (resident_id_digest) where verification = 'verified';

create table membership (
  party_id text not null references party,
  account_id text not null references account,
  -- Whether the member also decides who else is one.
  manages boolean not null,
  since timestamptz not null,
  until timestamptz,
  primary key (party_id, account_id, since)
);

create unique index membership_current on membership (party_id, account_id) where until is null;
create index membership_account on membership (account_id) where until is null;

-- Roles of staff. Designer, firm member and agent are not granted: they follow from account, membership and power of attorney.
create table role_grant (
  account_id text not null references account,
  role text not null,
  -- Null: in every office.
  tenant_id text references tenant,
  granted_at timestamptz not null,
  granted_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (account_id, role, granted_at),
  check ((revoked_at is null) = (revoked_by is null))
);

create index role_grant_current on role_grant (account_id) where revoked_at is null;

-- A browser's session, by the SHA-256 of its cookie.
create table session (
  token_sha256 text primary key,
  account_id text not null references account,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor_at timestamptz
);

create index session_account on session (account_id);

create table api_key (
  id text primary key check (id ~ '^KY-[0-9A-HJKMNP-TV-Z]{26}$'),
  account_id text not null references account,
  name text not null,
  secret_sha256 text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index api_key_account on api_key (account_id);

-- Papers that prove who somebody is or acts for; the file lies in the private store under its SHA-256.
create table document (
  id text primary key check (id ~ '^DC-[0-9A-HJKMNP-TV-Z]{26}$'),
  party_id text not null references party,
  purpose text not null check (purpose in ('identity', 'power-of-attorney')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  media_type text not null,
  byte_length bigint not null,
  added_at timestamptz not null,
  added_by text not null references account,
  erased_at timestamptz
);

create index document_party on document (party_id);
create index document_sha256 on document (sha256) where erased_at is null;

-- An agent or workstation acts for a principal until the power of attorney ends or is revoked.
create table power_of_attorney (
  id text primary key check (id ~ '^PA-[0-9A-HJKMNP-TV-Z]{26}$'),
  principal_party_id text not null references party,
  agent_party_id text not null references party,
  document_id text not null references document,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  granted_at timestamptz not null,
  granted_by text not null references account,
  revoked_at timestamptz,
  revoked_by text references account,
  revocation_reason text,
  check (ends_at > starts_at),
  check (principal_party_id <> agent_party_id),
  check ((revoked_at is null) = (revoked_by is null))
);

create index power_of_attorney_agent on power_of_attorney (agent_party_id);
create index power_of_attorney_principal on power_of_attorney (principal_party_id);

-- What ties a person of the office to a party, for recusal. Membership counts besides.
create table party_link (
  id text primary key check (id ~ '^LK-[0-9A-HJKMNP-TV-Z]{26}$'),
  account_id text not null references account,
  party_id text not null references party,
  kind text not null check (kind in ('family', 'employment', 'former-employment', 'shareholding', 'adviser', 'other')),
  note text,
  declared_at timestamptz not null,
  declared_by text not null references account,
  ended_at timestamptz
);

create index party_link_account on party_link (account_id) where ended_at is null;

-- Whose a pattern is, in which office, and who may see it.
alter table pattern add column tenant_id text references tenant;
alter table pattern add column owner_party_id text references party;
alter table pattern drop constraint pattern_visibility_check;
alter table pattern add constraint pattern_visibility_check check (visibility in ('public', 'restricted'));
create index pattern_owner_party on pattern (owner_party_id) where owner_party_id is not null;

-- The audit trail speaks of any object, keeps what was and what came, and is only ever added to.
alter table audit_trail add column on_behalf_of text;
alter table audit_trail add column tenant_id text;
alter table audit_trail add column object_kind text;
alter table audit_trail add column object_id text;
alter table audit_trail add column before jsonb;
alter table audit_trail add column after jsonb;
update audit_trail set object_kind = 'pattern', object_id = pattern_id where pattern_id is not null;
drop index audit_trail_pattern;
alter table audit_trail drop column pattern_id;
create index audit_trail_object on audit_trail (object_kind, object_id);
create index audit_trail_tenant on audit_trail (tenant_id, entry);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only added to' using errcode = 'integrity_constraint_violation';
end;
$$;
create trigger audit_trail_rows before update or delete on audit_trail for each row execute function refuse_audit_change();
create trigger audit_trail_whole before truncate on audit_trail for each statement execute function refuse_audit_change();
