-- What the goods of a line were when they were sold, the narrowest category first: their commission goes by it, and what is
-- given back of it.
alter table order_items add column category_ids uuid[] not null default '{}';
