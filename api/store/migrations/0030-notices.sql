-- Notices that speak of a term name its last day; warnings of a term are given once.
alter table notification add column due_on text;

create table deadline_warning (
  application_key bigint not null references application,
  clock text not null,
  due_on text not null,
  warning text not null check (warning in ('due-soon', 'overdue')),
  given_at timestamptz not null,
  primary key (application_key, clock, due_on, warning)
);

-- Counting what somebody has not read yet.
create index notification_unread on notification (account_id) where read_at is null;
