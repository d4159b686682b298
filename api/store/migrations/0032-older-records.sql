-- When everything that is older than this log had been entered into it; null: not yet.
alter table log_head add column older_entered_at timestamptz;
