-- What people say about themselves. Their name for letters, address for mails, language and time zone are the account's
-- and stay with iam.

create table user_profiles (
  user_id uuid primary key,
  display_name text,
  about text,
  -- Sealed.
  birthday bytea,
  avatar_file_id uuid,
  version int not null default 1,
  created_at timestamptz(3) not null
);

create table user_preferences (
  user_id uuid primary key references user_profiles on delete cascade,
  units text not null check (units in ('metric', 'imperial')),
  week_starts text not null check (week_starts in ('monday', 'sunday', 'saturday')),
  hours text not null check (hours in ('24h', '12h')),
  currency text not null check (currency ~ '^[A-Z]{3}$')
);

create table addresses (
  id uuid primary key,
  user_id uuid not null references user_profiles on delete cascade,
  -- All but the country, sealed.
  details bytea not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  for_shipping boolean not null,
  for_billing boolean not null,
  version int not null default 1,
  created_at timestamptz(3) not null
);
create index addresses_user on addresses (user_id, created_at, id);
-- One address each that is taken unless another is chosen.
create unique index addresses_shipping on addresses (user_id) where for_shipping;
create unique index addresses_billing on addresses (user_id) where for_billing;

-- The cards payment keeps, by the token it calls them: what their owner calls them, and which is taken first.
create table payment_methods (
  user_id uuid not null references user_profiles on delete cascade,
  method_id uuid not null,
  label text,
  preferred boolean not null,
  primary key (user_id, method_id)
);
create unique index payment_methods_preferred on payment_methods (user_id) where preferred;

create table wishlist_items (
  user_id uuid not null references user_profiles on delete cascade,
  variant_id uuid not null,
  note text,
  watches text[] not null check (watches <@ '{stock,price}'),
  created_at timestamptz(3) not null,
  primary key (user_id, variant_id)
);
create index wishlist_items_list on wishlist_items (user_id, created_at desc, variant_id desc);

-- Portraits nobody shows any more, for media to be let go of.
create table released_files (
  file_id uuid primary key,
  since timestamptz(3) not null
);

-- Somebody wants to have everything, or an account is gone and every service has to have forgotten it.
create table data_requests (
  id uuid primary key,
  user_id uuid not null,
  kind text not null check (kind in ('export', 'erasure')),
  state text not null default 'collecting' check (state in ('collecting', 'ready')),
  requested_at timestamptz(3) not null,
  -- Whoever has not answered by then is named in the report.
  deadline_at timestamptz(3) not null,
  ready_at timestamptz(3),
  check ((state = 'ready') = (ready_at is not null))
);
create unique index data_requests_once on data_requests (user_id, kind) where state = 'collecting';
create index data_requests_user on data_requests (user_id, requested_at desc, id desc);
create index data_requests_kind on data_requests (kind, requested_at desc, id desc);

create table data_request_parts (
  request_id uuid not null references data_requests on delete cascade,
  service text not null,
  state text not null check (state in ('waiting', 'answered', 'unanswered')),
  attempts int not null default 0,
  next_at timestamptz(3),
  answered_at timestamptz(3),
  -- How many rows of what; of an erasure what is still kept.
  counts jsonb,
  -- The rows themselves, sealed; never of an erasure.
  content bytea,
  error text,
  primary key (request_id, service),
  check ((state = 'waiting') = (next_at is not null)),
  check ((state = 'answered') = (counts is not null))
);
create index data_request_parts_due on data_request_parts (next_at) where state = 'waiting';
