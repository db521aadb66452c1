drop index refunds_failed;
-- What was paid back by other means is not asked for again.
update refunds set state = 'done' where state = 'elsewhere';
alter table refunds drop constraint refunds_state_check;
alter table refunds add constraint refunds_state_check check (state in ('pending', 'done', 'failed'));
alter table refunds drop column failed_at;
alter table refunds drop column refusals;
alter table refunds drop column key_no;
