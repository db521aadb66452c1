-- Who sells here; its own service will tell of them one day.
create table vendors (
  id uuid primary key,
  slug text not null constraint vendors_slug_unique unique,
  name text not null,
  created_at timestamptz(3) not null
);

create table categories (
  id uuid primary key,
  parent_id uuid constraint categories_parent references categories,
  slug text not null constraint categories_slug_unique unique,
  title text not null,
  position int not null default 0,
  -- The ids from the root down to itself, so that "in or below" needs no recursion.
  path uuid[] not null,
  attributes jsonb not null default '[]',
  version int not null default 1,
  created_at timestamptz(3) not null
);
create index categories_children on categories (parent_id);
create index categories_below on categories using gin (path);

create table locations (
  id uuid primary key,
  vendor_id uuid not null constraint locations_vendor references vendors,
  name text not null,
  created_at timestamptz(3) not null,
  constraint locations_name_unique unique (vendor_id, name)
);

create table products (
  id uuid primary key,
  vendor_id uuid not null constraint products_vendor references vendors,
  slug text not null,
  -- How the vendor's own files name it.
  -- Compared byte by byte, so that an export is in the same order everywhere.
  handle text collate "C" not null,
  title text not null,
  -- Safe HTML, and the words of it.
  description text not null,
  description_text text not null,
  brand text,
  kind text,
  -- Tags, brand, kind, vendor and SKUs, for the search.
  keywords text not null default '',
  state text not null check (state in ('draft', 'active', 'archived')),
  options text[] not null default '{}' check (cardinality(options) <= 3),
  attributes jsonb not null default '{}',
  gift_card boolean not null default false,
  seo_title text,
  seo_description text,
  -- Columns of an imported file that have no place here, as they came.
  extra jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  published_at timestamptz(3),
  search tsvector not null generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', title), 'A') ||
    setweight(to_tsvector('simple', keywords), 'B') || setweight(to_tsvector('english', keywords), 'B') ||
    setweight(to_tsvector('english', description_text), 'C')) stored,
  constraint products_handle_unique unique (vendor_id, handle),
  check (state <> 'active' or published_at is not null)
);
create index products_search on products using gin (search);
create index products_own on products (vendor_id, created_at, id);

-- Every slug a product has or had, so that no other product takes one and old links lead on.
create table slug_history (
  slug text primary key,
  product_id uuid not null references products,
  since timestamptz(3) not null
);
create index slug_history_product on slug_history (product_id);

create table product_categories (
  product_id uuid not null references products,
  category_id uuid not null constraint product_categories_category references categories,
  primary key (product_id, category_id)
);
create index product_categories_category on product_categories (category_id);

create table product_tags (
  product_id uuid not null references products,
  tag text not null,
  primary key (product_id, tag)
);

create table product_images (
  id uuid primary key,
  product_id uuid not null references products,
  position int not null,
  file_id uuid constraint product_images_file_unique unique,
  url text,
  alt text not null default '',
  extra jsonb not null default '{}',
  unique (product_id, id),
  check (num_nonnulls(file_id, url) = 1)
);
create index product_images_order on product_images (product_id, position, id);

create table product_variants (
  id uuid primary key,
  product_id uuid not null references products,
  vendor_id uuid not null references vendors,
  position int not null,
  options text[] not null default '{}',
  sku text,
  barcode text,
  weight_grams int not null default 0 check (weight_grams >= 0),
  requires_shipping boolean not null default true,
  tax_category text not null default 'standard',
  tracked boolean not null default true,
  oversell boolean not null default false,
  low_stock_at int not null default 3 check (low_stock_at >= 0),
  -- The stock that an import last set from a file: see import/merge.ts.
  imported_on_hand int,
  image_id uuid,
  extra jsonb not null default '{}',
  -- What was last told to others about its stock: see loops.ts.
  announced int not null default 0,
  announced_at timestamptz(3) not null,
  version int not null default 1,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  constraint product_variants_image foreign key (product_id, image_id) references product_images (product_id, id)
);
create unique index product_variants_options_unique on product_variants (product_id, options) where archived_at is null;
create unique index product_variants_sku_unique on product_variants (vendor_id, sku) where archived_at is null;
create index product_variants_order on product_variants (product_id, position, id);
create index product_variants_picture on product_variants (image_id) where image_id is not null;

-- Room in its pages keeps the many updates of a row beside it, without a touch to the indexes. `changed` is set with
-- each of them and cleared once it is told, so that only the first of many enters the index.
create table inventory (
  variant_id uuid not null references product_variants,
  location_id uuid not null constraint inventory_location references locations,
  on_hand int not null,
  held int not null default 0 check (held >= 0),
  -- Whether more may be sold than is there: not counted, or sold to order.
  unbounded boolean not null default false,
  changed boolean not null default false,
  primary key (variant_id, location_id),
  constraint inventory_covers_held check (unbounded or on_hand >= held)
) with (fillfactor = 60);
create index inventory_location on inventory (location_id);
create index inventory_changed on inventory (variant_id) where changed;

create table stock_holds (
  id uuid primary key,
  -- Null for one that was released before it was made.
  order_id uuid,
  state text not null check (state in ('held', 'confirmed', 'released')),
  expires_at timestamptz(3),
  created_at timestamptz(3) not null,
  decided_at timestamptz(3),
  check (state = 'released' or (order_id is not null and expires_at is not null))
) with (fillfactor = 80);
create index stock_holds_expiry on stock_holds (expires_at) where state = 'held';

create table stock_hold_items (
  hold_id uuid not null references stock_holds,
  variant_id uuid not null,
  location_id uuid not null,
  quantity int not null check (quantity > 0),
  returned int not null default 0 check (returned between 0 and quantity),
  primary key (hold_id, variant_id, location_id)
);

create table stock_returns (
  id uuid primary key,
  hold_id uuid not null references stock_holds,
  created_at timestamptz(3) not null
);

-- What people did to the stock; sales are in stock_holds.
create table stock_movements (
  id uuid primary key,
  variant_id uuid not null references product_variants,
  location_id uuid not null references locations,
  change int not null,
  on_hand int not null,
  reason text not null,
  note text,
  user_id uuid,
  created_at timestamptz(3) not null
);
create index stock_movements_variant on stock_movements (variant_id, created_at, id);
create index stock_movements_location on stock_movements (location_id);
create index stock_movements_user on stock_movements (user_id) where user_id is not null;

create table price_lists (
  id uuid primary key,
  vendor_id uuid not null constraint price_lists_vendor references vendors,
  name text not null,
  audience text not null check (audience in ('public', 'residents', 'building')),
  building_id uuid,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  active boolean not null,
  -- The last start or end of it that the listings know of.
  applied_at timestamptz(3) not null,
  version int not null default 1,
  created_at timestamptz(3) not null,
  check ((audience = 'building') = (building_id is not null)),
  check (starts_at < ends_at)
);
create index price_lists_vendor on price_lists (vendor_id, created_at, id);
create index price_lists_starts on price_lists (starts_at) where active and starts_at is not null;
create index price_lists_ends on price_lists (ends_at) where active and ends_at is not null;

-- Regular prices have no list.
create table prices (
  variant_id uuid not null references product_variants,
  currency text not null,
  price_list_id uuid references price_lists,
  min_quantity int not null default 1 check (min_quantity > 0),
  amount int8 not null check (amount >= 0),
  compare_at int8 check (compare_at >= 0),
  constraint prices_unique unique nulls not distinct (variant_id, currency, price_list_id, min_quantity),
  check (price_list_id is null or compare_at is null),
  check (price_list_id is not null or min_quantity = 1)
);
create index prices_list on prices (price_list_id, variant_id, currency, min_quantity) where price_list_id is not null;

-- What one piece cost everybody, and when: the lowest of 30 days before a reduction is its prior price.
create table price_history (
  variant_id uuid not null references product_variants,
  currency text not null,
  since timestamptz(3) not null,
  until timestamptz(3),
  amount int8 not null,
  prior_amount int8 check (prior_amount > amount),
  primary key (variant_id, currency, since)
);
create unique index price_history_current on price_history (variant_id, currency) where until is null;

-- What the lists of the shop show and filter by: a row for each product on sale and currency, written with every change
-- of what it is made of, so that a page is one scan of one table.
create table product_listings (
  product_id uuid not null references products,
  currency text not null,
  vendor_id uuid not null,
  title text not null,
  published_at timestamptz(3) not null,
  price_from int8 not null,
  price_to int8 not null,
  in_stock boolean not null,
  -- With all above them.
  category_ids uuid[] not null,
  tags text[] not null,
  -- `Colour=Red`
  options text[] not null,
  card jsonb not null,
  primary key (product_id, currency)
);
create index product_listings_newest on product_listings (currency, published_at, product_id);
create index product_listings_price on product_listings (currency, price_from, product_id);
create index product_listings_title on product_listings (currency, title, product_id);
create index product_listings_vendor on product_listings (vendor_id);
create index product_listings_categories on product_listings using gin (category_ids);
create index product_listings_tags on product_listings using gin (tags);
create index product_listings_options on product_listings using gin (options);

create table stock_watches (
  user_id uuid not null,
  variant_id uuid not null references product_variants,
  kind text not null check (kind in ('stock', 'price')),
  -- Told once it costs at most this.
  currency text,
  below int8,
  created_at timestamptz(3) not null,
  primary key (user_id, variant_id, kind),
  check ((kind = 'price') = (below is not null and currency is not null))
);
create index stock_watches_variant on stock_watches (variant_id, kind);
create index stock_watches_user on stock_watches (user_id, created_at, variant_id, kind);

create table product_imports (
  id uuid primary key,
  vendor_id uuid not null constraint product_imports_vendor references vendors,
  file_name text not null,
  file_hash bytea not null,
  currency text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  message text,
  -- The last line of the last product that is in: from the next one a killed import goes on.
  line_reached int not null default 0,
  bytes_read int8 not null default 0,
  byte_count int8 not null,
  row_count int not null default 0,
  created int not null default 0,
  updated int not null default 0,
  unchanged int not null default 0,
  reported int not null default 0,
  -- To read on in its upload since it last came further.
  attempts int not null default 0,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  check ((state = 'running') = (finished_at is null))
);
create unique index product_imports_running on product_imports (vendor_id, file_hash, currency) where state = 'running';
create index product_imports_vendor on product_imports (vendor_id, started_at, id);

-- The files that were uploaded, while they are read.
create table product_import_files (
  import_id uuid primary key references product_imports,
  content bytea not null
);

create table product_import_notes (
  import_id uuid not null references product_imports,
  line int not null,
  number smallint not null,
  reason text not null,
  message text not null,
  left_out boolean not null,
  primary key (import_id, line, number)
);
