-- States of the log that an authority has put a time to (RFC 3161), as they were signed then.
create table checkpoint_timestamp (
  origin text not null,
  size bigint not null,
  -- The signed note that the token is on.
  checkpoint text not null,
  -- DER.
  token bytea not null,
  authority text not null,
  stamped_at timestamptz not null,
  primary key (origin, size)
);
