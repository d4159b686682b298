-- Certificates of open deposits beside those of sealed ones.
alter table deposit_certificate alter column deposit_id drop not null;
alter table deposit_certificate add column open_deposit_id text references open_deposit;
alter table deposit_certificate add constraint deposit_certificate_one_deposit check ((deposit_id is null) <> (open_deposit_id is null));

create index deposit_certificate_open_deposit on deposit_certificate (open_deposit_id, issued_at) where open_deposit_id is not null;
