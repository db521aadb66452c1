-- What is sold before it is there.
create table preorders (
  variant_id uuid primary key references product_variants,
  -- The day from which it ships; null: nobody preorders it any more, and those who did still wait.
  ships_from date,
  -- How many may be preordered; null for any number.
  most int check (most > 0),
  -- Held and sold of these.
  taken int not null default 0 check (taken >= 0),
  -- Held and sold, and not served from stock yet: so many pieces of what comes in are theirs.
  waiting int not null default 0 check (waiting >= 0),
  -- Whether the listings know that its day has come.
  ended boolean not null default false,
  constraint preorders_limit check (ships_from is null or most is null or taken <= most)
);
create index preorders_waiting on preorders (variant_id) where waiting > 0;
create index preorders_dates on preorders (ships_from) where not ended;

-- The preordered pieces of a hold. Once there is stock they are served: taken from a shelf, as pieces in `stock_hold_items`.
create table preorder_items (
  hold_id uuid not null references stock_holds,
  variant_id uuid not null references preorders,
  quantity int not null check (quantity > 0),
  -- Neither served nor given up.
  open int not null check (open between 0 and quantity),
  -- The day it was sold with, and the day its buyer was last told.
  promised date not null,
  told date not null,
  -- Whether its buyer was told that this day has passed.
  late boolean not null default false,
  primary key (hold_id, variant_id)
);
create index preorder_items_waiting on preorder_items (variant_id, hold_id) where open > 0;

update product_listings set card = card || jsonb_build_object('availableFrom', null, 'variants', (
  select coalesce(jsonb_agg(v || '{"availableFrom": null}' order by nth), '[]')
  from jsonb_array_elements(card -> 'variants') with ordinality as x (v, nth)));
