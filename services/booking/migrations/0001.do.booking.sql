-- What can be booked in a building, when, and what became of each booking.

-- Equality of a uuid and overlap of ranges in one index, for the exclusion constraint.
create extension if not exists btree_gist;

-- Who lives where, from building's events. They reach us in no certain order across units and people, so both the last
-- proof and the last end are kept, and the later one decides.
create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  confirmed_at timestamptz(3),
  ended_at timestamptz(3),
  lives boolean generated always as
    (confirmed_at is not null and (ended_at is null or ended_at < confirmed_at)) stored not null,
  primary key (user_id, unit_id)
);

create table resources (
  id uuid primary key,
  building_id uuid not null,
  name text not null,
  kind text not null check (kind in ('meeting_room', 'desk', 'gym', 'hall', 'other')),
  description text not null,
  capacity int not null check (capacity between 1 and 500),
  -- The wall clock its hours are told by.
  zone text not null,
  slot_minutes int not null check (slot_minutes between 15 and 1440 and slot_minutes % 15 = 0),
  max_slots int not null check (max_slots between 1 and 96),
  buffer_before_minutes int not null check (buffer_before_minutes between 0 and 1440 and buffer_before_minutes % 15 = 0),
  buffer_after_minutes int not null check (buffer_after_minutes between 0 and 1440 and buffer_after_minutes % 15 = 0),
  min_notice_minutes int not null check (min_notice_minutes >= 0),
  max_ahead_days int not null check (max_ahead_days between 1 and 730),
  approval boolean not null,
  fee bigint not null check (fee >= 0),
  fee_per text not null check (fee_per in ('booking', 'slot')),
  deposit bigint not null check (deposit >= 0),
  currency text not null,
  terms text,
  -- Goes up whenever the terms change, so that each booking says which were accepted.
  terms_version int not null default 0,
  refund_steps jsonb not null,
  quota jsonb,
  no_show jsonb,
  -- Stands at the door: who types it in is there.
  check_in_code text not null,
  state text not null check (state in ('active', 'archived')),
  version int not null default 1,
  created_at timestamptz(3) not null,
  constraint resources_name_unique unique (building_id, name)
);

create table availability_rules (
  id uuid primary key,
  resource_id uuid not null references resources,
  kind text not null check (kind in ('open', 'closed')),
  name text not null,
  -- Null: on its first day only.
  rrule text,
  first_day date not null,
  last_day date,
  -- Minutes of the wall clock since midnight; past midnight they go on counting.
  from_minute int not null check (from_minute between 0 and 1439 and from_minute % 15 = 0),
  to_minute int not null check (to_minute <= 2880 and to_minute % 15 = 0),
  created_at timestamptz(3) not null,
  check (to_minute > from_minute and to_minute - from_minute <= 1440),
  check (last_day is null or last_day >= first_day)
);
create index availability_rules_resource on availability_rules (resource_id, id);

-- What stands still because of an incident.
create table outages (
  incident_id uuid not null,
  resource_id uuid not null references resources,
  opened_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  primary key (incident_id, resource_id)
);
create index outages_open on outages (resource_id) where resolved_at is null;

create table booking_series (
  id uuid primary key,
  resource_id uuid not null references resources,
  building_id uuid not null,
  user_id uuid,
  rrule text not null,
  created_at timestamptz(3) not null
);

create table reservations (
  id uuid primary key,
  resource_id uuid not null references resources,
  building_id uuid not null,
  -- Null once the account is deleted.
  user_id uuid,
  unit_id uuid,
  series_id uuid references booking_series,
  -- What was booked is a time of the wall clock; the instants follow from it and the zone.
  zone text not null,
  wall_start text not null check (wall_start ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  wall_end text not null check (wall_end ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$'),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- With the buffers.
  occupies tstzrange not null,
  -- Whether nobody else may have any of it, as with a capacity of one.
  exclusive boolean not null,
  state text not null check (state in ('held', 'offered', 'pending', 'confirmed', 'checked_in', 'completed', 'no_show',
                                       'cancelled', 'declined', 'expired')),
  note text not null,
  fee bigint not null check (fee >= 0),
  deposit bigint not null check (deposit >= 0),
  -- What the manager keeps of the deposit.
  kept bigint not null default 0,
  currency text not null,
  terms_version int,
  -- Until when it is held, offered, or waits to be decided.
  expires_at timestamptz(3),
  decided_by uuid,
  -- Wanted while money was under way: done as soon as that is over.
  cancel_wanted text,
  reminded_at timestamptz(3),
  closed_at timestamptz(3),
  created_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  version int not null default 1,
  check (ends_at > starts_at),
  constraint reservations_kept check (kept between 0 and deposit),
  constraint reservations_slot exclude using gist (resource_id with =, occupies with &&)
    where (exclusive and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in'))
);
create index reservations_resource on reservations (resource_id, starts_at);
create index reservations_building on reservations (building_id, starts_at desc, id desc);
create index reservations_user on reservations (user_id, starts_at desc, id desc);
create index reservations_series on reservations (series_id) where series_id is not null;
create index reservations_expiring on reservations (expires_at) where state in ('held', 'offered', 'pending');
create index reservations_running on reservations (starts_at) where state in ('confirmed', 'checked_in');
create index reservations_closing on reservations (ends_at)
  where state in ('completed', 'no_show') and closed_at is null;

-- Where several may be at once: how many are, in each quarter of an hour.
create table slots (
  resource_id uuid not null references resources,
  at timestamptz(3) not null,
  taken int not null,
  capacity int not null,
  primary key (resource_id, at),
  constraint slots_taken check (taken between 0 and capacity)
);

-- A slot that costs money and its payment: one thing, that is confirmed, voided or expired as a whole.
create table holds (
  reservation_id uuid primary key references reservations,
  state text not null,
  version int not null default 1,
  -- Whether a manager decides before the money is taken.
  approval boolean not null,
  -- Each try to pay is a payment of its own.
  payment_no int not null default 1,
  -- Sealed at rest: a card's token, and the codes of gift cards.
  payment_method bytea,
  -- Sealed at rest: it names a person.
  bill_to bytea,
  payment_state text,
  action_url text,
  attempts int not null default 0,
  last_error text,
  -- When somebody may take it over; null once it is over.
  due_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index holds_due on holds (due_at) where due_at is not null;

create table cancellations (
  reservation_id uuid primary key references reservations,
  cancelled_by uuid,
  reason text not null,
  note text not null,
  refund_percent int not null check (refund_percent between 0 and 100),
  refund bigint not null check (refund >= 0),
  cancelled_at timestamptz(3) not null
);

-- Money on its way back; the id makes it repeatable.
create table refunds (
  id uuid primary key,
  reservation_id uuid not null references reservations,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  reason text not null,
  state text not null check (state in ('pending', 'done', 'failed')),
  attempts int not null default 0,
  last_error text,
  due_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index refunds_due on refunds (due_at) where due_at is not null;
create index refunds_reservation on refunds (reservation_id);

create table check_ins (
  id uuid primary key,
  reservation_id uuid not null references reservations,
  by_user uuid,
  by_code boolean not null,
  at timestamptz(3) not null,
  constraint check_ins_once unique (reservation_id)
);

create table waitlist (
  id uuid primary key,
  resource_id uuid not null references resources,
  building_id uuid not null,
  user_id uuid not null,
  unit_id uuid,
  wall_start text not null,
  wall_end text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  occupies tstzrange not null,
  slots int not null,
  terms_version int,
  state text not null check (state in ('waiting', 'offered', 'taken', 'passed', 'left', 'over')),
  reservation_id uuid references reservations,
  -- Set when something became free.
  due_at timestamptz(3),
  created_at timestamptz(3) not null,
  check ((state = 'offered') <= (reservation_id is not null))
);
create unique index waitlist_once on waitlist (resource_id, user_id, starts_at, ends_at)
  where state in ('waiting', 'offered');
create index waitlist_due on waitlist (due_at) where due_at is not null;
create index waitlist_resource on waitlist (resource_id, created_at) where state = 'waiting';
create index waitlist_user on waitlist (user_id, created_at desc, id desc);

-- Peak times are given by lot. The hash of the seed is published first, the seed itself with the result.
create table draws (
  id uuid primary key,
  resource_id uuid not null references resources,
  building_id uuid not null,
  first_day date not null,
  last_day date not null,
  closes_at timestamptz(3) not null,
  seed_hash text not null,
  -- Sealed at rest until it is shown.
  seed bytea not null,
  entries_digest text,
  state text not null check (state in ('open', 'drawn')),
  drawn_at timestamptz(3),
  created_at timestamptz(3) not null,
  check (last_day >= first_day),
  check ((state = 'drawn') = (drawn_at is not null)),
  constraint draws_apart exclude using gist (resource_id with =, daterange(first_day, last_day, '[]') with &&)
    where (state = 'open')
);
create index draws_resource on draws (resource_id, id desc);
create index draws_due on draws (closes_at) where state = 'open';

create table draw_entries (
  id uuid primary key,
  draw_id uuid not null references draws,
  user_id uuid,
  unit_id uuid,
  -- Wall times, the dearest first.
  wishes jsonb not null,
  terms_version int,
  rank int,
  reservation_id uuid references reservations,
  created_at timestamptz(3) not null,
  constraint draw_entries_once unique (draw_id, user_id)
);

-- The secret address of somebody's calendar; only its hash is kept.
create table calendar_feeds (
  user_id uuid primary key,
  token_hash bytea not null unique,
  created_at timestamptz(3) not null
);

-- A booking as people see it.
create view booking_cards as
select b.id, b.resource_id, b.building_id, b.user_id, b.unit_id, b.series_id, b.zone, b.wall_start, b.wall_end,
       b.starts_at, b.ends_at, b.exclusive, b.state, b.note, b.fee, b.deposit, b.kept, b.currency, b.expires_at,
       b.cancel_wanted, b.closed_at, b.version, r.name as resource_name,
       (select coalesce(sum(f.amount), 0)::bigint from refunds f
        where f.reservation_id = b.id and f.state <> 'failed') as refunded,
       h.state as hold_state, h.payment_no, h.payment_state, h.action_url,
       c.reason as cancel_reason, c.note as cancel_note, c.refund_percent, c.cancelled_at, k.at as checked_in_at
from reservations b
join resources r on r.id = b.resource_id
left join holds h on h.reservation_id = b.id
left join cancellations c on c.reservation_id = b.id
left join check_ins k on k.reservation_id = b.id;
