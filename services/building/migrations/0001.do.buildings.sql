create table buildings (
  id uuid primary key,
  code text not null,
  name text not null,
  street text not null,
  line2 text,
  postal_code text not null,
  city text not null,
  country text not null,
  -- A keyed hash of the address in a plain spelling, by which registrations made beforehand are found.
  address_key bytea not null,
  zone text not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3)
);
create unique index buildings_code_unique on buildings (code) where archived_at is null;
create index buildings_list on buildings (created_at, id);

create table entrances (
  id uuid primary key,
  building_id uuid not null references buildings,
  label text not null,
  version int not null default 1,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (id, building_id)
);
create unique index entrances_label_unique on entrances (building_id, lower(label)) where archived_at is null;

create table floors (
  id uuid primary key,
  building_id uuid not null,
  entrance_id uuid not null,
  level smallint not null,
  label text,
  version int not null default 1,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (id, entrance_id, building_id),
  foreign key (entrance_id, building_id) references entrances (id, building_id)
);
create unique index floors_level_unique on floors (entrance_id, level) where archived_at is null;

-- A unit carries the ids above it, kept true by the foreign key, so that most questions need no join.
create table units (
  id uuid primary key,
  building_id uuid not null,
  entrance_id uuid not null,
  floor_id uuid not null,
  label text not null,
  kind text not null check (kind in ('flat', 'parking', 'commercial', 'storage')),
  area_m2 numeric(9, 2) check (area_m2 > 0),
  rooms numeric(4, 1) check (rooms >= 0),
  version int not null default 1,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (id, building_id),
  foreign key (floor_id, entrance_id, building_id) references floors (id, entrance_id, building_id)
);
create unique index units_label_unique on units (entrance_id, lower(label)) where archived_at is null;
create index units_list on units (building_id, length(label), label, id);
create index units_floor on units (floor_id);

-- When the management works: wall time in the building's zone, in minutes since midnight.
create table calendar_hours (
  building_id uuid not null references buildings,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute >= 0),
  to_minute smallint not null check (to_minute <= 1440),
  primary key (building_id, weekday, from_minute),
  check (from_minute < to_minute)
);

create table holidays (
  building_id uuid not null references buildings,
  day date not null,
  name text not null,
  constraint holidays_day_unique primary key (building_id, day)
);

-- Who belongs to a home. Rows are kept when it is over; user_id is forgotten with the account.
create table unit_memberships (
  id uuid primary key,
  unit_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  relation text not null check (relation in ('owner', 'tenant', 'household')),
  lives_here boolean not null,
  state text not null check (state in ('upcoming', 'active', 'ended')),
  via text not null check (via in ('invitation', 'request', 'registration')),
  moves_in_on date,
  moves_out_on date,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null,
  foreign key (unit_id, building_id) references units (id, building_id),
  check (lives_here or relation <> 'household'),
  check (moves_in_on <= moves_out_on),
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'active' or started_at is not null),
  check (user_id is not null or state = 'ended')
);
create unique index unit_memberships_current_unique on unit_memberships (unit_id, user_id) where state <> 'ended';
create index unit_memberships_user on unit_memberships (user_id, created_at, id);
create index unit_memberships_unit on unit_memberships (unit_id, created_at, id);
create index unit_memberships_building on unit_memberships (building_id) where state = 'active';
create index unit_memberships_move_in on unit_memberships (moves_in_on) where state = 'upcoming';
create index unit_memberships_move_out on unit_memberships (moves_out_on) where state = 'active';

-- How many homes somebody has in a building now. Its row is the lock under which a person's move-ins and move-outs
-- there take turns, so that exactly one of two parallel move-outs is the one that leaves the building.
create table residents (
  building_id uuid not null references buildings,
  user_id uuid not null,
  homes int not null check (homes >= 0),
  since timestamptz(3) not null,
  primary key (building_id, user_id)
);
create index residents_list on residents (building_id, since, user_id) where homes > 0;
create index residents_user on residents (user_id);

create table invitation_codes (
  id uuid primary key,
  unit_id uuid not null,
  building_id uuid not null,
  -- The code itself is sealed; its keyed hash finds it.
  code_sealed bytea not null,
  code_key bytea not null unique,
  relation text not null check (relation in ('owner', 'tenant', 'household')),
  max_uses smallint not null check (max_uses > 0),
  uses smallint not null default 0,
  moves_in_on date,
  moves_out_on date,
  created_by uuid,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  foreign key (unit_id, building_id) references units (id, building_id),
  check (uses between 0 and max_uses)
);
create index invitation_codes_unit on invitation_codes (unit_id, created_at, id);
create index invitation_codes_creator on invitation_codes (created_by);

create table verification_requests (
  id uuid primary key,
  unit_id uuid not null,
  building_id uuid not null,
  user_id uuid,
  relation text not null check (relation in ('owner', 'tenant', 'household')),
  lives_here boolean not null,
  moves_in_on date,
  moves_out_on date,
  document_kind text not null,
  document_number_sealed bytea,
  file_ids uuid[] not null,
  note text,
  state text not null check (state in ('pending', 'approved', 'rejected', 'withdrawn', 'superseded')),
  reason text,
  decided_by uuid,
  decided_at timestamptz(3),
  created_at timestamptz(3) not null,
  foreign key (unit_id, building_id) references units (id, building_id),
  check ((state = 'pending') = (decided_at is null)),
  check (user_id is not null or state <> 'pending')
);
create unique index verification_requests_pending_unique on verification_requests (unit_id, user_id)
  where state = 'pending';
create index verification_requests_building on verification_requests (building_id, created_at, id);
create index verification_requests_user on verification_requests (user_id, created_at, id);

-- The claim of each request on its files, and from when on media may forget them if the request is not pending. A row
-- is written before the files are claimed, so that a process that dies in between leaves no document claimed for ever.
create table document_claims (
  request_id uuid primary key,
  release_at timestamptz(3) not null
);
create index document_claims_due on document_claims (release_at);

-- Where somebody lives, said before the building was there. What they wrote is sealed; the address is found by its key.
create table property_registrations (
  id uuid primary key,
  user_id uuid not null,
  building_code text,
  address_key bytea,
  details_sealed bytea not null,
  state text not null check (state in ('waiting', 'linked', 'withdrawn')),
  building_id uuid references buildings,
  membership_id uuid references unit_memberships,
  created_at timestamptz(3) not null,
  check (building_code is not null or address_key is not null),
  check ((state = 'linked') = (membership_id is not null))
);
create unique index property_registrations_code_unique on property_registrations (user_id, building_code)
  where state = 'waiting' and building_code is not null;
create unique index property_registrations_address_unique on property_registrations (user_id, address_key)
  where state = 'waiting' and address_key is not null;
create index property_registrations_code on property_registrations (building_code) where state = 'waiting';
create index property_registrations_address on property_registrations (address_key) where state = 'waiting';

create table move_outs (
  id uuid primary key,
  membership_id uuid not null unique references unit_memberships,
  unit_id uuid not null references units,
  building_id uuid not null references buildings,
  user_id uuid,
  reason text not null check (reason in ('moved_out', 'removed', 'stay_over', 'account_deleted')),
  moved_out_by uuid,
  left_building boolean not null,
  vacated_at timestamptz(3) not null
);
create index move_outs_building on move_outs (building_id, vacated_at, id);
create index move_outs_user on move_outs (user_id);

-- One row for each service that has a share in a move-out; handled_at is null until it has reported.
create table move_out_reports (
  move_out_id uuid not null references move_outs,
  service text not null,
  handled_at timestamptz(3),
  ended jsonb,
  primary key (move_out_id, service),
  check ((handled_at is null) = (ended is null))
);
