-- Orders and the checkouts that bring them about.

-- Hash partitions by the owner: the user, or for guests the order itself.
create table orders (
  id uuid not null,
  owner_key uuid not null,
  user_id uuid,
  cart_id uuid,
  number text not null,
  state text not null check (
    state in ('pending', 'awaiting_payment', 'payment_unknown', 'confirmed', 'fulfilling', 'fulfilled', 'cancelled')),
  currency text not null,
  subtotal bigint not null check (subtotal >= 0),
  discount bigint not null check (discount >= 0),
  shipping bigint not null check (shipping >= 0),
  tax bigint not null check (tax >= 0),
  tax_included boolean not null,
  total bigint not null check (total >= 0),
  refunded bigint not null default 0 check (refunded >= 0),
  -- Sealed; null once forgotten.
  email bytea,
  locale text not null,
  method_id uuid not null,
  slot_id uuid,
  -- The uses of promotions and coupons.
  applied jsonb not null,
  cancel_reason text,
  created_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  cancelled_at timestamptz(3),
  fulfilled_at timestamptz(3),
  primary key (owner_key, id)
) partition by hash (owner_key);
create table orders_0 partition of orders for values with (modulus 8, remainder 0) with (fillfactor = 80);
create table orders_1 partition of orders for values with (modulus 8, remainder 1) with (fillfactor = 80);
create table orders_2 partition of orders for values with (modulus 8, remainder 2) with (fillfactor = 80);
create table orders_3 partition of orders for values with (modulus 8, remainder 3) with (fillfactor = 80);
create table orders_4 partition of orders for values with (modulus 8, remainder 4) with (fillfactor = 80);
create table orders_5 partition of orders for values with (modulus 8, remainder 5) with (fillfactor = 80);
create table orders_6 partition of orders for values with (modulus 8, remainder 6) with (fillfactor = 80);
create table orders_7 partition of orders for values with (modulus 8, remainder 7) with (fillfactor = 80);
create index orders_of_owner on orders (owner_key, created_at, id);
create index orders_by_time on orders (created_at, id);

create table order_items (
  order_id uuid not null,
  line_id uuid not null,
  position int not null,
  vendor_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  slug text not null,
  title text not null,
  variant_title text,
  sku text,
  image_url text,
  quantity int not null check (quantity > 0),
  cancelled int not null default 0,
  unit_price bigint not null,
  gross bigint not null,
  discount bigint not null check (discount between 0 and gross),
  -- What of the discount the platform pays the vendor.
  funded bigint not null check (funded between 0 and discount),
  tax bigint not null check (tax between 0 and total),
  tax_rate_ppm int not null,
  total bigint not null,
  weight_grams int not null,
  ships boolean not null,
  primary key (order_id, line_id),
  constraint order_items_cancelled check (cancelled between 0 and quantity)
);

-- What one vendor sends and is paid for.
create table order_groups (
  order_id uuid not null,
  vendor_id uuid not null,
  owner_key uuid not null,
  -- After discounts, with taxes.
  shipping bigint not null check (shipping >= 0),
  shipping_tax bigint not null check (shipping_tax between 0 and shipping),
  shipping_rate_ppm int not null,
  shipping_funded bigint not null check (shipping_funded >= 0),
  total bigint not null,
  tax bigint not null,
  funded bigint not null,
  -- What of the total was taken back.
  refunded bigint not null default 0,
  fulfilment text not null default 'open' check (
    fulfilment in ('open', 'handed_over', 'delivered', 'failed', 'cancelled')),
  created_at timestamptz(3) not null,
  primary key (order_id, vendor_id),
  constraint order_groups_refunded check (refunded between 0 and total)
);
create index order_groups_of_vendor on order_groups (vendor_id, created_at, order_id);

create table order_status_history (
  position bigserial,
  order_id uuid not null,
  at timestamptz(3) not null,
  state text not null,
  reason text,
  primary key (at, position)
) partition by range (at);
create index order_status_history_of_order on order_status_history (order_id, position);

-- Where an order goes, as it was when it was placed; sealed, and gone once forgotten.
create table shipping_addresses (
  order_id uuid primary key,
  address bytea not null,
  billing bytea
);

create table order_notes (
  id uuid primary key,
  order_id uuid not null,
  author text not null check (author in ('customer', 'vendor', 'staff')),
  author_id uuid,
  text text not null,
  created_at timestamptz(3) not null
);
create index order_notes_of_order on order_notes (order_id, created_at);

-- A checkout is driven by whoever raised its version last. `due_at` is when anybody may take it over: the end of a
-- driver's lease, or of a rest; null once all is done.
create table checkout_sagas (
  order_id uuid primary key,
  owner_key uuid not null,
  checkout_id uuid not null,
  number text not null,
  state text not null check (
    state in ('holding_stock', 'payment_unknown', 'awaiting_payment', 'charging', 'confirmed', 'completed',
              'compensating', 'cancelled')),
  version int not null,
  driver uuid,
  due_at timestamptz(3),
  attempts int not null default 0,
  -- What is left to be undone, in this order.
  undo text[] not null default '{}',
  -- Why it did not come about, for the event and for whoever asked.
  cancel_reason text,
  problem jsonb,
  payment_state text,
  action_url text,
  -- Sealed, and gone once it is used.
  payment_method bytea,
  expires_at timestamptz(3) not null,
  last_error text,
  created_at timestamptz(3) not null,
  constraint checkout_sagas_number unique (number)
) with (fillfactor = 70);
create index checkout_sagas_due on checkout_sagas (due_at) where due_at is not null;

-- Pieces that were sold and are not sent any more, until stock, money and coupons are given back.
create table order_cancellations (
  id uuid primary key,
  order_id uuid not null,
  reason text not null,
  whole boolean not null,
  items jsonb not null,
  amount bigint not null check (amount >= 0),
  shares jsonb not null,
  due_at timestamptz(3),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz(3) not null
);
create index order_cancellations_due on order_cancellations (due_at) where due_at is not null;
create index order_cancellations_of_order on order_cancellations (order_id);

create table order_refunds (
  refund_id uuid primary key,
  order_id uuid not null,
  amount bigint not null,
  issued_at timestamptz(3) not null
);

-- Accounts that are gone, until their last order is over.
create table forgotten_users (
  user_id uuid primary key
);

-- Whether prices in a country contain their taxes, and the rates there.
create table tax_countries (
  country text primary key,
  included boolean not null
);
create table tax_rates (
  country text not null references tax_countries on delete cascade,
  -- Empty for the whole country.
  region text not null,
  category text not null,
  rate_ppm int not null check (rate_ppm between 0 and 1000000),
  primary key (country, region, category)
);
