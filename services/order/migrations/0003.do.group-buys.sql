-- Neighbours who buy the same thing together, for less each.
create table group_buys (
  id uuid primary key,
  building_id uuid not null,
  vendor_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  slug text not null,
  title text not null,
  variant_title text,
  image_url text,
  currency text not null,
  -- What a piece costs from so many pieces on, the fewest first; below the first nothing comes of it.
  tiers jsonb not null check (jsonb_array_length(tiers) > 0),
  -- `proposed` until the vendor agrees to what the building's manager asks for.
  state text not null check (state in ('proposed', 'open', 'succeeded', 'lapsed')),
  deadline timestamptz(3) not null,
  -- Pledged by now.
  pieces int not null default 0 check (pieces >= 0),
  -- What a piece costs in the end.
  amount int8 check (amount >= 0),
  reason text check (reason in ('target_missed', 'not_accepted', 'withdrawn')),
  opened_by uuid,
  created_at timestamptz(3) not null,
  decided_at timestamptz(3),
  check ((state = 'succeeded') = (amount is not null)),
  check ((state = 'lapsed') = (reason is not null)),
  check ((state in ('succeeded', 'lapsed')) = (decided_at is not null))
);
create index group_buys_of_building on group_buys (building_id, created_at, id);
create index group_buys_of_vendor on group_buys (vendor_id, created_at, id);
create index group_buys_due on group_buys (deadline) where state in ('proposed', 'open');

-- What somebody takes part with. Once the group buy has succeeded each becomes an order; `due_at` is when that is tried.
create table group_buy_pledges (
  id uuid primary key,
  group_buy_id uuid not null references group_buys,
  -- Null once their account is gone.
  user_id uuid,
  quantity int not null check (quantity > 0),
  method_id uuid not null,
  -- The most that may be charged: what it would have cost at the target.
  agreed int8 not null check (agreed >= 0),
  -- E-mail, addresses and payment, sealed; gone once they are not needed any more.
  details bytea,
  state text not null check (state in ('pledged', 'left', 'ordered', 'failed', 'lapsed')),
  -- The ids of its checkout follow from its own and this: another checkout only where one is known to have come to nothing.
  attempt int not null default 1,
  tries int not null default 0,
  due_at timestamptz(3),
  order_id uuid,
  reason text,
  created_at timestamptz(3) not null,
  check ((state = 'pledged') = (details is not null)),
  check ((state = 'ordered') = (order_id is not null)),
  check ((state = 'failed') = (reason is not null)),
  check (due_at is null or state = 'pledged')
);
create unique index group_buy_pledges_once on group_buy_pledges (group_buy_id, user_id) where state <> 'left';
create index group_buy_pledges_due on group_buy_pledges (due_at) where due_at is not null;
create index group_buy_pledges_of_user on group_buy_pledges (user_id) where user_id is not null;
