-- Registrations in the order in which protection can end: by the date from which it is counted. Without it every look at the terms
-- would read every registration there is.
create index application_work_date on application ((coalesce(form #>> '{firstPublished,date}', form #>> '{created,date}')), key)
  where state = 'registered';
