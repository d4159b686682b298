-- Acts on their way into the transparency log, written in the transaction of the act. What is in the log itself lies in files.
create table log_outbox (
  id bigint generated always as identity primary key,
  -- Which act this is: a retry finds it taken.
  key text not null unique,
  -- RFC 8785 text, and 32 bytes in hexadecimal: together they open the log's entry.
  record text not null,
  salt text not null check (salt ~ '^[0-9a-f]{64}$'),
  entered_at timestamptz not null,
  -- Position in the log; null while the act waits.
  leaf_index bigint unique
);

create index log_outbox_pending on log_outbox (id) where leaf_index is null;

-- How far the log had gone when this database last heard of it. Its one row is the lock under which entries are appended.
create table log_head (
  one boolean primary key default true check (one),
  size bigint not null,
  root text check (root ~ '^[0-9a-f]{64}$')
);
insert into log_head (size, root) values (0, null);
