-- Logs of others that this registry is a witness of: the latest state that it co-signed, which only ever grows.
create table witnessed_log (
  origin text primary key,
  size bigint not null,
  -- Hexadecimal; null until the first state.
  root text check (root ~ '^[0-9a-f]{64}$'),
  cosigned_at timestamptz
);
