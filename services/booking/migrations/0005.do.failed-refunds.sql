-- A refund that is refused is asked for a few times more, each time under another key, and then it is a manager's.
alter table refunds add column key_no int not null default 1;
alter table refunds add column refusals int not null default 0;
alter table refunds add column failed_at timestamptz(3);
update refunds set failed_at = created_at where state = 'failed';
-- `elsewhere`: paid back by other means; who says so, and how, is in the audit log.
alter table refunds drop constraint refunds_state_check;
alter table refunds add constraint refunds_state_check check (state in ('pending', 'done', 'failed', 'elsewhere'));
create index refunds_failed on refunds (failed_at, id) where state = 'failed';
