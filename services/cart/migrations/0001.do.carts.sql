-- Carts are changed in the shared keys and written here at most a second later; what is being paid is decided here.
create table carts (
  id uuid primary key,
  user_id uuid,
  state text not null,
  currency text not null,
  -- Counts the changes: the keys' document of a higher version is newer.
  version int not null,
  -- Counts the refused checkouts, which makes the next one another.
  attempt int not null,
  codes text[] not null,
  -- E-mail, addresses and note, sealed.
  details bytea,
  method_id uuid,
  slot_id uuid,
  -- Marks of changes that must not happen twice: an addition under an Idempotency-Key, the merge of another cart.
  applied text[] not null,
  merged_into uuid,
  checkout_id uuid,
  -- Tells a repeated checkout from another under the same Idempotency-Key.
  checkout_hash text,
  -- What order was asked, sealed, so that it can be asked again.
  request bytea,
  charging_at timestamptz(3),
  -- When order is asked what became of it, and how often it was.
  ask_at timestamptz(3),
  asks int not null default 0,
  order_id uuid,
  abandoned_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint carts_state check (state in ('open', 'charging', 'ordered', 'merged')),
  constraint carts_charging check (
    (state = 'charging') = (ask_at is not null)
    and (state not in ('charging', 'ordered') or (checkout_id is not null and request is not null))),
  constraint carts_merged check ((state = 'merged') = (merged_into is not null))
);
create index carts_user on carts (user_id, updated_at) where user_id is not null;
create index carts_asking on carts (ask_at) where state = 'charging';
create index carts_waiting on carts (updated_at) where state = 'open' and abandoned_at is null;
create index carts_old on carts (updated_at);

create table cart_items (
  cart_id uuid not null references carts on delete cascade,
  id uuid not null,
  position int not null,
  variant_id uuid not null,
  -- Known once it was looked at with its price.
  product_id uuid,
  quantity int not null check (quantity between 1 and 999),
  saved_for_later boolean not null,
  -- The price of one piece when it was put in, in minor units of the cart's currency.
  seen_price int8,
  added_at timestamptz(3) not null,
  primary key (cart_id, id)
);
