-- Certificates of deposits as they were issued, so that anyone can ask what one is worth.
create table deposit_certificate (
  id text primary key check (id ~ '^CE-[0-9A-HJKMNP-TV-Z]{26}$'),
  deposit_id text not null references deposit,
  language text not null check (language in ('zh', 'en')),
  -- Of the file, which is not kept.
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The certificate of the same language that this one takes the place of.
  replaces text references deposit_certificate,
  issued_at timestamptz not null,
  issued_by text not null
);

create index deposit_certificate_deposit on deposit_certificate (deposit_id, issued_at);

-- Those issued before are in the log and in the audit trail. What they replace is left empty, as the log has it.
insert into deposit_certificate (id, deposit_id, language, sha256, issued_at, issued_by)
select issued.record ->> 'id', d.id, a.after ->> 'language', issued.record ->> 'sha256', a.at, a.actor
from (select record::jsonb as record from log_outbox where key like 'certificate:%') as issued
join deposit d on d.id = issued.record ->> 'about'
join audit_trail a on a.object_kind = 'deposit' and a.object_id = d.id and a.after ->> 'certificate' = issued.record ->> 'id';
