-- Ways to rows that were found by reading every registration, seen in the load run of 100,000.

-- Registrations in the order in which protection can end: by the date from which it is counted.
create index application_work_date on application ((coalesce(form #>> '{firstPublished,date}', form #>> '{created,date}')), key)
  where state = 'registered';

-- Terms that run, of a party and of whoever has the case in hand.
create index application_party_clock on application (applicant_party_id, due_on, key) where clock is not null;
create index application_examiner_clock on application (examiner, due_on, key) where clock is not null;
create index application_second_examiner_clock on application (second_examiner, due_on, key)
  where clock is not null and state = 'second-review';

-- Works that an examiner has judged, whichever case they turned up in.
create index application_event_judgements on application_event using gin ((detail -> 'judgements') jsonb_path_ops)
  where event in ('propose-grant', 'propose-refusal');

-- Live records by who may see them: enough to count them without reading them.
create index pattern_live_visibility on pattern (visibility, owner_party_id) where removed_at is null;
