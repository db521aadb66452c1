-- Generated from the migrations by `npm run generate`; reviewed, never edited.

create table audit_log (
  id uuid not null,
  at timestamp(3) with time zone not null,
  action text not null,
  user_id uuid,
  via text,
  request_id text not null,
  ip inet,
  details jsonb not null,
  building_id text,
  constraint audit_log_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX audit_log_action ON ONLY public.audit_log USING btree (action, at);

CREATE INDEX audit_log_building ON ONLY public.audit_log USING btree (building_id, at DESC, id DESC) WHERE (building_id IS NOT NULL);

create table categories (
  id uuid not null,
  parent_id uuid,
  slug text not null,
  title text not null,
  position integer not null default 0,
  path uuid[] not null,
  attributes jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint categories_parent FOREIGN KEY (parent_id) REFERENCES categories(id),
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_slug_unique UNIQUE (slug)
);

CREATE INDEX categories_below ON public.categories USING gin (path);

CREATE INDEX categories_children ON public.categories USING btree (parent_id);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  reply json,
  created_at timestamp(3) with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);

create table inbox (
  position bigint not null default nextval('inbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  source text not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  received_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone,
  last_error text,
  done_at timestamp(3) with time zone,
  parked_at timestamp(3) with time zone,
  constraint inbox_pkey PRIMARY KEY ("position"),
  constraint inbox_id_key UNIQUE (id)
);

CREATE INDEX inbox_done ON public.inbox USING btree (done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX inbox_parked ON public.inbox USING btree (parked_at) WHERE (parked_at IS NOT NULL);

CREATE INDEX inbox_pending ON public.inbox USING btree ("position") WHERE ((done_at IS NULL) AND (parked_at IS NULL));

CREATE INDEX inbox_waiting ON public.inbox USING btree (subject, sequence) WHERE ((done_at IS NULL) AND (parked_at IS NULL) AND (attempts > 0));

create table inbox_horizon (
  source text not null,
  subject text not null,
  sequence bigint not null,
  constraint inbox_horizon_pkey PRIMARY KEY (source, subject)
);

create table inventory (
  variant_id uuid not null,
  location_id uuid not null,
  on_hand integer not null,
  held integer not null default 0,
  unbounded boolean not null default false,
  changed boolean not null default false,
  constraint inventory_covers_held CHECK ((unbounded OR (on_hand >= held))),
  constraint inventory_held_check CHECK ((held >= 0)),
  constraint inventory_location FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint inventory_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint inventory_pkey PRIMARY KEY (variant_id, location_id)
);

CREATE INDEX inventory_changed ON public.inventory USING btree (variant_id) WHERE changed;

CREATE INDEX inventory_location ON public.inventory USING btree (location_id);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table locations (
  id uuid not null,
  vendor_id uuid not null,
  name text not null,
  created_at timestamp(3) with time zone not null,
  constraint locations_vendor FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint locations_pkey PRIMARY KEY (id),
  constraint locations_name_unique UNIQUE (vendor_id, name)
);

create table outbox (
  position bigint not null default nextval('outbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  constraint outbox_pkey PRIMARY KEY ("position")
);

create table preorder_items (
  hold_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  open integer not null,
  promised date not null,
  told date not null,
  late boolean not null default false,
  constraint preorder_items_check CHECK (((open >= 0) AND (open <= quantity))),
  constraint preorder_items_quantity_check CHECK ((quantity > 0)),
  constraint preorder_items_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES stock_holds(id),
  constraint preorder_items_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES preorders(variant_id),
  constraint preorder_items_pkey PRIMARY KEY (hold_id, variant_id)
);

CREATE INDEX preorder_items_waiting ON public.preorder_items USING btree (variant_id, hold_id) WHERE (open > 0);

create table preorders (
  variant_id uuid not null,
  ships_from date,
  most integer,
  taken integer not null default 0,
  waiting integer not null default 0,
  ended boolean not null default false,
  constraint preorders_limit CHECK (((ships_from IS NULL) OR (most IS NULL) OR (taken <= most))),
  constraint preorders_most_check CHECK ((most > 0)),
  constraint preorders_taken_check CHECK ((taken >= 0)),
  constraint preorders_waiting_check CHECK ((waiting >= 0)),
  constraint preorders_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint preorders_pkey PRIMARY KEY (variant_id)
);

CREATE INDEX preorders_dates ON public.preorders USING btree (ships_from) WHERE (NOT ended);

CREATE INDEX preorders_waiting ON public.preorders USING btree (variant_id) WHERE (waiting > 0);

create table price_history (
  variant_id uuid not null,
  currency text not null,
  since timestamp(3) with time zone not null,
  until timestamp(3) with time zone,
  amount bigint not null,
  prior_amount bigint,
  constraint price_history_check CHECK ((prior_amount > amount)),
  constraint price_history_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint price_history_pkey PRIMARY KEY (variant_id, currency, since)
);

CREATE UNIQUE INDEX price_history_current ON public.price_history USING btree (variant_id, currency) WHERE (until IS NULL);

create table price_lists (
  id uuid not null,
  vendor_id uuid not null,
  name text not null,
  audience text not null,
  building_id uuid,
  starts_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  active boolean not null,
  applied_at timestamp(3) with time zone not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  constraint price_lists_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'residents'::text, 'building'::text]))),
  constraint price_lists_check CHECK (((audience = 'building'::text) = (building_id IS NOT NULL))),
  constraint price_lists_check1 CHECK ((starts_at < ends_at)),
  constraint price_lists_vendor FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint price_lists_pkey PRIMARY KEY (id)
);

CREATE INDEX price_lists_ends ON public.price_lists USING btree (ends_at) WHERE (active AND (ends_at IS NOT NULL));

CREATE INDEX price_lists_starts ON public.price_lists USING btree (starts_at) WHERE (active AND (starts_at IS NOT NULL));

CREATE INDEX price_lists_vendor ON public.price_lists USING btree (vendor_id, created_at, id);

create table prices (
  variant_id uuid not null,
  currency text not null,
  price_list_id uuid,
  min_quantity integer not null default 1,
  amount bigint not null,
  compare_at bigint,
  constraint prices_amount_check CHECK ((amount >= 0)),
  constraint prices_check CHECK (((price_list_id IS NULL) OR (compare_at IS NULL))),
  constraint prices_check1 CHECK (((price_list_id IS NOT NULL) OR (min_quantity = 1))),
  constraint prices_compare_at_check CHECK ((compare_at >= 0)),
  constraint prices_min_quantity_check CHECK ((min_quantity > 0)),
  constraint prices_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_lists(id),
  constraint prices_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint prices_unique UNIQUE NULLS NOT DISTINCT (variant_id, currency, price_list_id, min_quantity)
);

CREATE INDEX prices_list ON public.prices USING btree (price_list_id, variant_id, currency, min_quantity) WHERE (price_list_id IS NOT NULL);

create table product_categories (
  product_id uuid not null,
  category_id uuid not null,
  constraint product_categories_category FOREIGN KEY (category_id) REFERENCES categories(id),
  constraint product_categories_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_categories_pkey PRIMARY KEY (product_id, category_id)
);

CREATE INDEX product_categories_category ON public.product_categories USING btree (category_id);

create table product_images (
  id uuid not null,
  product_id uuid not null,
  position integer not null,
  file_id uuid,
  url text,
  alt text not null default ''::text,
  extra jsonb not null default '{}'::jsonb,
  constraint product_images_check CHECK ((num_nonnulls(file_id, url) = 1)),
  constraint product_images_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_images_pkey PRIMARY KEY (id),
  constraint product_images_file_unique UNIQUE (file_id),
  constraint product_images_product_id_id_key UNIQUE (product_id, id)
);

CREATE INDEX product_images_order ON public.product_images USING btree (product_id, "position", id);

create table product_import_files (
  import_id uuid not null,
  content bytea not null,
  constraint product_import_files_import_id_fkey FOREIGN KEY (import_id) REFERENCES product_imports(id),
  constraint product_import_files_pkey PRIMARY KEY (import_id)
);

create table product_import_notes (
  import_id uuid not null,
  line integer not null,
  number smallint not null,
  reason text not null,
  message text not null,
  left_out boolean not null,
  constraint product_import_notes_import_id_fkey FOREIGN KEY (import_id) REFERENCES product_imports(id),
  constraint product_import_notes_pkey PRIMARY KEY (import_id, line, number)
);

create table product_imports (
  id uuid not null,
  vendor_id uuid not null,
  file_name text not null,
  file_hash bytea not null,
  currency text not null,
  state text not null,
  message text,
  line_reached integer not null default 0,
  bytes_read bigint not null default 0,
  byte_count bigint not null,
  row_count integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  reported integer not null default 0,
  attempts integer not null default 0,
  started_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  constraint product_imports_check CHECK (((state = 'running'::text) = (finished_at IS NULL))),
  constraint product_imports_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  constraint product_imports_vendor FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint product_imports_pkey PRIMARY KEY (id)
);

CREATE INDEX product_imports_vendor ON public.product_imports USING btree (vendor_id, started_at, id);

CREATE UNIQUE INDEX product_imports_running ON public.product_imports USING btree (vendor_id, file_hash, currency) WHERE (state = 'running'::text);

create table product_listings (
  product_id uuid not null,
  currency text not null,
  vendor_id uuid not null,
  title text not null,
  published_at timestamp(3) with time zone not null,
  price_from bigint not null,
  price_to bigint not null,
  in_stock boolean not null,
  category_ids uuid[] not null,
  tags text[] not null,
  options text[] not null,
  card jsonb not null,
  constraint product_listings_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_listings_pkey PRIMARY KEY (product_id, currency)
);

CREATE INDEX product_listings_categories ON public.product_listings USING gin (category_ids);

CREATE INDEX product_listings_newest ON public.product_listings USING btree (currency, published_at, product_id);

CREATE INDEX product_listings_options ON public.product_listings USING gin (options);

CREATE INDEX product_listings_price ON public.product_listings USING btree (currency, price_from, product_id);

CREATE INDEX product_listings_tags ON public.product_listings USING gin (tags);

CREATE INDEX product_listings_title ON public.product_listings USING btree (currency, title, product_id);

CREATE INDEX product_listings_vendor ON public.product_listings USING btree (vendor_id);

create table product_tags (
  product_id uuid not null,
  tag text not null,
  constraint product_tags_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_tags_pkey PRIMARY KEY (product_id, tag)
);

create table product_variants (
  id uuid not null,
  product_id uuid not null,
  vendor_id uuid not null,
  position integer not null,
  options text[] not null default '{}'::text[],
  sku text,
  barcode text,
  weight_grams integer not null default 0,
  requires_shipping boolean not null default true,
  tax_category text not null default 'standard'::text,
  tracked boolean not null default true,
  oversell boolean not null default false,
  low_stock_at integer not null default 3,
  imported_on_hand integer,
  image_id uuid,
  extra jsonb not null default '{}'::jsonb,
  announced integer not null default 0,
  announced_at timestamp(3) with time zone not null,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  archived_at timestamp(3) with time zone,
  constraint product_variants_low_stock_at_check CHECK ((low_stock_at >= 0)),
  constraint product_variants_weight_grams_check CHECK ((weight_grams >= 0)),
  constraint product_variants_image FOREIGN KEY (product_id, image_id) REFERENCES product_images(product_id, id),
  constraint product_variants_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint product_variants_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint product_variants_pkey PRIMARY KEY (id)
);

CREATE INDEX product_variants_order ON public.product_variants USING btree (product_id, "position", id);

CREATE INDEX product_variants_picture ON public.product_variants USING btree (image_id) WHERE (image_id IS NOT NULL);

CREATE UNIQUE INDEX product_variants_options_unique ON public.product_variants USING btree (product_id, options) WHERE (archived_at IS NULL);

CREATE UNIQUE INDEX product_variants_sku_unique ON public.product_variants USING btree (vendor_id, sku) WHERE (archived_at IS NULL);

create table products (
  id uuid not null,
  vendor_id uuid not null,
  slug text not null,
  handle text not null,
  title text not null,
  description text not null,
  description_text text not null,
  brand text,
  kind text,
  keywords text not null default ''::text,
  state text not null,
  options text[] not null default '{}'::text[],
  attributes jsonb not null default '{}'::jsonb,
  gift_card boolean not null default false,
  seo_title text,
  seo_description text,
  extra jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  published_at timestamp(3) with time zone,
  search tsvector not null generated always as (((((setweight(to_tsvector('english'::regconfig, title), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, title), 'A'::"char")) || setweight(to_tsvector('simple'::regconfig, keywords), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, keywords), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, description_text), 'C'::"char"))) stored,
  constraint products_check CHECK (((state <> 'active'::text) OR (published_at IS NOT NULL))),
  constraint products_options_check CHECK ((cardinality(options) <= 3)),
  constraint products_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'archived'::text]))),
  constraint products_vendor FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  constraint products_pkey PRIMARY KEY (id),
  constraint products_handle_unique UNIQUE (vendor_id, handle)
);

CREATE INDEX products_own ON public.products USING btree (vendor_id, created_at, id);

CREATE INDEX products_search ON public.products USING gin (search);

create table slug_history (
  slug text not null,
  product_id uuid not null,
  since timestamp(3) with time zone not null,
  constraint slug_history_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id),
  constraint slug_history_pkey PRIMARY KEY (slug)
);

CREATE INDEX slug_history_product ON public.slug_history USING btree (product_id);

create table stock_hold_items (
  hold_id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  quantity integer not null,
  returned integer not null default 0,
  constraint stock_hold_items_check CHECK (((returned >= 0) AND (returned <= quantity))),
  constraint stock_hold_items_quantity_check CHECK ((quantity > 0)),
  constraint stock_hold_items_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES stock_holds(id),
  constraint stock_hold_items_pkey PRIMARY KEY (hold_id, variant_id, location_id)
);

create table stock_holds (
  id uuid not null,
  order_id uuid,
  state text not null,
  expires_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  constraint stock_holds_check CHECK (((state = 'released'::text) OR ((order_id IS NOT NULL) AND (expires_at IS NOT NULL)))),
  constraint stock_holds_state_check CHECK ((state = ANY (ARRAY['held'::text, 'confirmed'::text, 'released'::text]))),
  constraint stock_holds_pkey PRIMARY KEY (id)
);

CREATE INDEX stock_holds_expiry ON public.stock_holds USING btree (expires_at) WHERE (state = 'held'::text);

create table stock_movements (
  id uuid not null,
  variant_id uuid not null,
  location_id uuid not null,
  change integer not null,
  on_hand integer not null,
  reason text not null,
  note text,
  user_id uuid,
  created_at timestamp(3) with time zone not null,
  constraint stock_movements_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id),
  constraint stock_movements_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint stock_movements_pkey PRIMARY KEY (id)
);

CREATE INDEX stock_movements_location ON public.stock_movements USING btree (location_id);

CREATE INDEX stock_movements_user ON public.stock_movements USING btree (user_id) WHERE (user_id IS NOT NULL);

CREATE INDEX stock_movements_variant ON public.stock_movements USING btree (variant_id, created_at, id);

create table stock_returns (
  id uuid not null,
  hold_id uuid not null,
  created_at timestamp(3) with time zone not null,
  constraint stock_returns_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES stock_holds(id),
  constraint stock_returns_pkey PRIMARY KEY (id)
);

create table stock_watches (
  user_id uuid not null,
  variant_id uuid not null,
  kind text not null,
  currency text,
  below bigint,
  created_at timestamp(3) with time zone not null,
  constraint stock_watches_check CHECK (((kind = 'price'::text) = ((below IS NOT NULL) AND (currency IS NOT NULL)))),
  constraint stock_watches_kind_check CHECK ((kind = ANY (ARRAY['stock'::text, 'price'::text]))),
  constraint stock_watches_variant_id_fkey FOREIGN KEY (variant_id) REFERENCES product_variants(id),
  constraint stock_watches_pkey PRIMARY KEY (user_id, variant_id, kind)
);

CREATE INDEX stock_watches_user ON public.stock_watches USING btree (user_id, created_at, variant_id, kind);

CREATE INDEX stock_watches_variant ON public.stock_watches USING btree (variant_id, kind);

create table vendors (
  id uuid not null,
  slug text not null,
  name text not null,
  created_at timestamp(3) with time zone not null,
  constraint vendors_pkey PRIMARY KEY (id),
  constraint vendors_slug_unique UNIQUE (slug)
);
