drop index attachments_post;
drop trigger reactions_counted on reactions;
drop trigger comments_counted on comments;
drop function recount_reaction();
drop function count_reaction(uuid, text, int);
drop function count_comment();
alter table posts drop column reactions;
alter table posts drop column comments;
