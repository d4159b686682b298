-- The public notice board is searched for any piece of text, in Chinese often of one or two characters, where trigrams find
-- nothing. An inverted index of pieces of one and two characters narrows every search; the text itself decides.

-- As text is compared: without regard to width (１２３ is 123), the kind or number of blanks, and case: of A to Z everywhere, of other
-- letters as far as the collation of the database knows them.
create function fold_text(content text) returns text language sql immutable strict parallel safe
return lower(regexp_replace(normalize(content, NFKC), '\s+', ' ', 'g'));

-- Every character, and every two that stand side by side. Dear beside a comparison of short texts, and planned as such.
create function text_pieces(content text) returns text[] language sql immutable strict parallel safe cost 1000
begin atomic
  select coalesce(array_agg(distinct piece), '{}')
  from (
    select unnest(array[one, one || lead(one) over (order by at)]) as piece
    from unnest(string_to_array(content, null)) with ordinality as characters (one, at)
  ) as pieces
  where piece is not null;
end;

-- What a registration is found by: title, number, and names of owners or of the group, a line each.
create function text_of_notice(title text, number text, form jsonb) returns text language sql immutable parallel safe
begin atomic
  select concat_ws(E'\n', fold_text(title), fold_text(number), (
    select string_agg(fold_text(owner ->> 'name'), E'\n' order by at)
    from jsonb_array_elements(case jsonb_typeof(form -> 'owners') when 'array' then form -> 'owners' else '[]' end)
      with ordinality as owners (owner, at)
  ), fold_text(form -> 'groupOwner' ->> 'name'));
end;

create table notice_text (
  application_key bigint primary key references application,
  content text not null
);

insert into notice_text (application_key, content)
select key, text_of_notice(title, number, form) from application where number is not null;

create index notice_text_pieces on notice_text using gin (text_pieces(content));
analyze notice_text;

-- A row changes with what it is made of, in the same transaction, whoever writes.
create function keep_notice_text() returns trigger language plpgsql as $$
begin
  insert into notice_text as kept (application_key, content)
  values (new.key, text_of_notice(new.title, new.number, new.form))
  on conflict (application_key) do update set content = excluded.content where kept.content <> excluded.content;
  return null;
end $$;

create trigger application_notice_text after insert or update of title, number, form on application
  for each row when (new.number is not null) execute function keep_notice_text();
