-- The columns that every timeline of the platform has, whichever engine holds it: a stream for each person.
drop index notifications_unread;
alter table notifications drop constraint notifications_pkey;
alter table notifications rename column user_id to stream;
alter table notifications rename column created_at to at;
alter table notifications rename column read_at to marked_at;
alter table notifications
  add column position int not null default 0,
  add column change int not null default 0,
  add column news jsonb;
update notifications set news = jsonb_build_object('type', type, 'title', title, 'body', body, 'link', link);
alter table notifications drop column type, drop column title, drop column body, drop column link;
alter table notifications rename column news to body;
alter table notifications
  alter column body set not null,
  alter column position drop default,
  alter column change drop default,
  add primary key (stream, at, position, id);
create index notifications_unread on notifications (stream) where marked_at is null;
