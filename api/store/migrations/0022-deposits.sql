-- Sealed deposits: a commitment, who handed it in and when. Nothing of the picture, and nothing to compare.
create table deposit (
  id text primary key check (id ~ '^SD-[0-9A-HJKMNP-TV-Z]{26}$'),
  commitment text not null unique check (commitment ~ '^[0-9a-f]{64}$'),
  -- Account that was signed in, or what the service is called.
  account text not null,
  deposited_at timestamptz not null
);

create index deposit_account on deposit (account, deposited_at);
