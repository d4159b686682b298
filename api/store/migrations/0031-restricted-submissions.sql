-- Submissions are records of the library, one a flat design: restricted until they are registered.
alter table application_picture add column pattern_id text references pattern (id);
update application_picture p set pattern_id = a.pattern_id from application a
  where a.key = p.application_key and a.pattern_id is not null and p.ordinal = (
    select min(f.ordinal) from application_picture f where f.application_key = a.key and f.role = 'flat-design');
create index application_picture_pattern on application_picture (pattern_id) where pattern_id is not null;
drop index application_pattern;
alter table application drop column pattern_id;

-- Whether a record came in with a submission: it leaves the library when nobody claims it any more.
alter table pattern add column filed boolean not null default false;

-- Whoever claims a picture has a record of his own.
drop index pattern_live_sha256;
create unique index pattern_live_sha256 on pattern (sha256, coalesce(owner_party_id, '')) where removed_at is null;

-- The works in which a submission's checks ended up: who examines the one may see the other.
create table case_finding (
  application_key bigint not null references application,
  pattern_id text not null references pattern (id),
  -- Whether it was strong: identical or substantially similar.
  strong boolean not null,
  primary key (application_key, pattern_id)
);
create index case_finding_pattern on case_finding (pattern_id);
insert into case_finding (application_key, pattern_id, strong)
  select c.application_key, p.id, bool_or(candidate ->> 'grade' <> 'partly-similar') from application_check c
  cross join lateral jsonb_array_elements(coalesce(c.result -> 'candidates', '[]'::jsonb)) as candidate
  join pattern p on p.id = candidate ->> 'id'
  where c.purpose = 'submission' and candidate ->> 'grade' in ('identical', 'substantially-similar', 'partly-similar')
  group by c.application_key, p.id;
