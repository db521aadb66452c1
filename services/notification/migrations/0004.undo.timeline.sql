drop index notifications_unread;
alter table notifications drop constraint notifications_pkey;
alter table notifications rename column body to news;
alter table notifications add column type text, add column title text, add column body text, add column link text;
update notifications
set type = news ->> 'type', title = news ->> 'title', body = news ->> 'body', link = news ->> 'link';
alter table notifications
  alter column type set not null,
  alter column title set not null,
  alter column body set not null,
  drop column news, drop column position, drop column change;
alter table notifications rename column stream to user_id;
alter table notifications rename column at to created_at;
alter table notifications rename column marked_at to read_at;
alter table notifications add primary key (user_id, created_at, id);
create index notifications_unread on notifications (user_id) where read_at is null;
