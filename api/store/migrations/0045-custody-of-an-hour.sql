-- What an account did to evidence within the last hour is counted before each act.
create index evidence_custody_actor on evidence_custody (actor, at);
