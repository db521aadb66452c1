-- How many comments stand under a post, and how many people feel what about it, on the post itself: the feed counted
-- them anew for each post of each page. Triggers keep them, so that they are right whoever writes.
alter table posts add column comments int not null default 0 check (comments >= 0);
alter table posts add column reactions jsonb not null default '{}';

update posts p set comments = c.count
from (select post_id, count(*) from comments where deleted_at is null and hidden_at is null group by post_id) c
where c.post_id = p.id;
update posts p set reactions = r.counts
from (select post_id, jsonb_object_agg(reaction, count) as counts
      from (select post_id, reaction, count(*) from reactions where comment_id is null group by post_id, reaction) x
      group by post_id) r
where r.post_id = p.id;

create function count_comment() returns trigger language plpgsql as $$
declare
  stood boolean := tg_op = 'UPDATE' and old.deleted_at is null and old.hidden_at is null;
  stands boolean := new.deleted_at is null and new.hidden_at is null;
begin
  if stands <> stood then
    update posts set comments = comments + case when stands then 1 else -1 end where id = new.post_id;
  end if;
  return null;
end $$;
create trigger comments_counted after insert or update of deleted_at, hidden_at on comments
  for each row execute function count_comment();

create function count_reaction(post uuid, name text, change int) returns void language sql as $$
  update posts set reactions = case
    when coalesce((reactions ->> name)::int, 0) + change = 0 then reactions - name
    else jsonb_set(reactions, array[name], to_jsonb(coalesce((reactions ->> name)::int, 0) + change)) end
  where id = post
$$;
create function recount_reaction() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.comment_id is null then
    perform count_reaction(old.post_id, old.reaction, -1);
  end if;
  if tg_op <> 'DELETE' and new.comment_id is null then
    perform count_reaction(new.post_id, new.reaction, 1);
  end if;
  return null;
end $$;
create trigger reactions_counted after insert or delete or update of reaction on reactions
  for each row execute function recount_reaction();

-- The feed reads the files of each post in their order: out of this index alone.
create index attachments_post on attachments (post_id, position) include (file_id) where comment_id is null;
