-- Who offers services in which buildings, what is asked of them and quoted, and what became of each job.

-- Equality of a uuid and overlap of ranges in one index, for the exclusion constraint.
create extension if not exists btree_gist;

-- Who is proven to live where, from building's events. They reach us in no certain order across units and people, so both
-- the last proof and the last end are kept, and the later one decides.
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

-- Whose account is gone: word of their move-out may come after that, and must not bring them back.
create table forgotten_people (
  user_id uuid primary key,
  forgotten_at timestamptz(3) not null
);

create table providers (
  id uuid primary key,
  -- Null once the account is deleted.
  owner_id uuid,
  name text not null,
  about text not null,
  -- Sealed at rest.
  phone bytea,
  -- The wall clock its hours are told by.
  zone text not null,
  state text not null check (state in ('draft', 'submitted', 'verified', 'rejected', 'suspended')),
  -- Why it was rejected or suspended.
  reason text,
  decided_by uuid,
  submitted_at timestamptz(3),
  verified_at timestamptz(3),
  created_at timestamptz(3) not null,
  version int not null default 1
);
create unique index providers_owner on providers (owner_id);
create index providers_state on providers (state, created_at, id);

create table provider_documents (
  id uuid primary key,
  provider_id uuid not null references providers,
  kind text not null check (kind in ('trade_licence', 'insurance', 'identity', 'certificate')),
  file_id uuid not null,
  mime text not null,
  -- Under which media keeps it.
  claim text not null,
  expires_on date,
  reminded_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index provider_documents_provider on provider_documents (provider_id, created_at);
create index provider_documents_expiring on provider_documents (expires_on) where expires_on is not null;

-- Files that media may forget.
create table released_claims (
  claim text primary key,
  since timestamptz(3) not null
);

-- What the managers of a building think of a provider.
create table provider_standings (
  provider_id uuid not null references providers,
  building_id uuid not null,
  standing text not null check (standing in ('approved', 'blocked')),
  reason text not null,
  decided_by uuid,
  decided_at timestamptz(3) not null,
  primary key (provider_id, building_id)
);
create index provider_standings_building on provider_standings (building_id);

create table listings (
  id uuid primary key,
  provider_id uuid not null references providers,
  category text not null,
  title text not null,
  description text not null,
  price_from bigint not null check (price_from >= 0),
  price_to bigint not null,
  currency text not null,
  unit text not null check (unit in ('hour', 'visit', 'fixed')),
  warranty_days int not null check (warranty_days between 0 and 3650),
  free_cancel_hours int not null check (free_cancel_hours between 0 and 720),
  late_cancel_percent int not null check (late_cancel_percent between 0 and 100),
  state text not null check (state in ('active', 'paused')),
  created_at timestamptz(3) not null,
  version int not null default 1,
  constraint listings_range check (price_to >= price_from)
);
create index listings_provider on listings (provider_id, created_at, id);

create table listing_areas (
  listing_id uuid not null references listings,
  building_id uuid not null,
  primary key (listing_id, building_id)
);
create index listing_areas_building on listing_areas (building_id, listing_id);

create table availability_windows (
  id uuid primary key,
  provider_id uuid not null references providers,
  kind text not null check (kind in ('open', 'closed')),
  -- Of what is open: 1 is Monday, and minutes of the wall clock since midnight.
  weekday int check (weekday between 1 and 7),
  from_minute int check (from_minute between 0 and 1439),
  to_minute int check (to_minute between 1 and 1440),
  first_day date,
  last_day date,
  created_at timestamptz(3) not null,
  check ((kind = 'open') = (weekday is not null)),
  check ((kind = 'open') = (from_minute is not null)),
  check ((kind = 'open') = (to_minute is not null)),
  check (to_minute > from_minute),
  check (kind = 'open' or first_day is not null and last_day is not null),
  check (last_day >= first_day)
);
create index availability_windows_provider on availability_windows (provider_id, id);

create table quote_requests (
  id uuid primary key,
  building_id uuid not null,
  unit_id uuid not null,
  -- Null once the account is deleted.
  user_id uuid,
  ticket_id uuid,
  category text not null,
  title text not null,
  description text not null,
  -- How building calls the place, and the wall clock there.
  building text not null,
  unit text not null,
  zone text not null,
  state text not null check (state in ('open', 'accepted', 'booked', 'cancelled', 'expired')),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  version int not null default 1
);
create index quote_requests_user on quote_requests (user_id, created_at desc, id desc);
create index quote_requests_expiring on quote_requests (expires_at) where state = 'open';

create table request_files (
  request_id uuid not null references quote_requests,
  file_id uuid not null,
  mime text not null,
  position int not null,
  -- Null where the ticket keeps it.
  claim text,
  primary key (request_id, file_id)
);

-- Whom a request is for.
create table quote_invitations (
  request_id uuid not null references quote_requests,
  provider_id uuid not null references providers,
  listing_id uuid not null references listings,
  refused_at timestamptz(3),
  primary key (request_id, provider_id)
);
create index quote_invitations_provider on quote_invitations (provider_id, request_id);

create table quotes (
  id uuid primary key,
  request_id uuid not null references quote_requests,
  provider_id uuid not null references providers,
  state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn', 'expired', 'lost')),
  -- [{ text, quantity, unitPrice, taxRatePpm }], amounts as decimal text.
  lines jsonb not null,
  total bigint not null check (total > 0),
  tax bigint not null check (tax between 0 and total),
  currency text not null,
  note text not null,
  -- Proposed times: [{ start, end, startsAt, endsAt }].
  slots jsonb not null,
  warranty_days int not null,
  free_cancel_hours int not null,
  late_cancel_percent int not null,
  valid_until timestamptz(3) not null,
  created_at timestamptz(3) not null,
  closed_at timestamptz(3),
  version int not null default 1
);
create unique index quotes_one_open on quotes (request_id, provider_id) where state in ('open', 'accepted');
create index quotes_expiring on quotes (valid_until) where state = 'open';

create table quote_messages (
  id uuid primary key,
  quote_id uuid not null references quotes,
  author_id uuid,
  side text not null check (side in ('resident', 'provider')),
  text text not null,
  created_at timestamptz(3) not null
);
create index quote_messages_quote on quote_messages (quote_id, created_at desc, id desc);

create table job_bookings (
  id uuid primary key,
  quote_id uuid not null references quotes,
  request_id uuid not null references quote_requests,
  provider_id uuid not null references providers,
  building_id uuid not null,
  unit_id uuid not null,
  -- Null once the account is deleted.
  user_id uuid,
  state text not null,
  version int not null default 1,
  -- Whether whoever accepted was proven to live there.
  verified boolean not null,
  total bigint not null check (total > 0),
  tax bigint not null,
  currency text not null,
  warranty_days int not null,
  free_cancel_hours int not null,
  late_cancel_percent int not null,
  -- Until when it has to be paid; null once the money is being taken.
  expires_at timestamptz(3),
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
  -- When somebody may take it over; null while it waits for people.
  due_at timestamptz(3),
  -- What of the money goes back to the resident, once that is decided; a refund that a payment provider refused is asked
  -- for under another number.
  to_resident bigint,
  refund_no int not null default 1,
  -- What came of the rest.
  commission bigint,
  net bigint,
  -- Wanted while money was being taken: done as soon as that is over.
  cancel_wanted text,
  cancel_reason text,
  reminded_at timestamptz(3),
  accepted_at timestamptz(3) not null,
  booked_at timestamptz(3),
  done_at timestamptz(3),
  settled_at timestamptz(3),
  warranty_until timestamptz(3),
  constraint job_bookings_split check (to_resident between 0 and total)
);
create unique index job_bookings_one on job_bookings (request_id)
  where state not in ('voiding', 'lapsed', 'cancelling', 'cancelled');
create index job_bookings_due on job_bookings (due_at) where due_at is not null;
create index job_bookings_user on job_bookings (user_id, accepted_at desc, id desc);
create index job_bookings_provider on job_bookings (provider_id, accepted_at desc, id desc);
create index job_bookings_building on job_bookings (building_id, accepted_at desc, id desc);
create index job_bookings_unit on job_bookings (unit_id, done_at desc, id desc);
create index job_bookings_waiting on job_bookings (done_at) where state in ('booked', 'done');

create table warranty_claims (
  id uuid primary key,
  job_id uuid not null references job_bookings,
  -- Whoever lives there now may claim; null once the account is deleted.
  user_id uuid,
  text text not null,
  answer text not null default '',
  state text not null check (state in ('open', 'scheduled', 'resolved', 'withdrawn')),
  created_at timestamptz(3) not null,
  closed_at timestamptz(3),
  version int not null default 1
);
create unique index warranty_claims_one_open on warranty_claims (job_id) where state in ('open', 'scheduled');
create index warranty_claims_job on warranty_claims (job_id, created_at desc);

-- The calendar: one visit of a provider, for a job or for a claim, and the pass that opens the house for it.
create table appointments (
  id uuid primary key,
  provider_id uuid not null references providers,
  building_id uuid not null,
  job_id uuid not null references job_bookings,
  claim_id uuid references warranty_claims,
  zone text not null,
  wall_start text not null,
  wall_end text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  active boolean not null,
  -- Null until there is money for it.
  pass_code text,
  entered_at timestamptz(3),
  check (ends_at > starts_at),
  constraint appointments_slot exclude using gist (provider_id with =, (tstzrange(starts_at, ends_at)) with &&)
    where (active)
);
create unique index appointments_of_job on appointments (job_id) where claim_id is null;
create unique index appointments_of_claim on appointments (claim_id) where active;
create unique index appointments_pass on appointments (building_id, pass_code);
create index appointments_provider on appointments (provider_id, starts_at);

-- What happened to a job, for all who may see it.
create table job_history (
  id uuid primary key,
  job_id uuid not null references job_bookings,
  at timestamptz(3) not null,
  by_user uuid,
  what text not null,
  note text not null
);
create index job_history_job on job_history (job_id, at, id);

create table job_files (
  job_id uuid not null references job_bookings,
  file_id uuid not null,
  -- Null where it came with the work itself.
  claim_id uuid references warranty_claims,
  side text not null check (side in ('resident', 'provider')),
  mime text not null,
  added_by uuid,
  created_at timestamptz(3) not null,
  primary key (job_id, file_id)
);

create table disputes (
  job_id uuid primary key references job_bookings,
  opened_by uuid,
  text text not null,
  decided_by uuid,
  decision text check (decision in ('release', 'refund', 'split', 'taken_back')),
  note text,
  opened_at timestamptz(3) not null,
  decided_at timestamptz(3)
);

-- What payment has paid out to providers.
create table payouts (
  id uuid primary key,
  provider_id uuid not null,
  amount bigint not null,
  currency text not null,
  paid_at timestamptz(3) not null
);
create index payouts_provider on payouts (provider_id, paid_at);

-- A job as people see it.
create view job_cards as
select j.id, j.quote_id, j.request_id, j.provider_id, j.building_id, j.unit_id, j.user_id, j.state, j.version,
       j.verified, j.total, j.tax, j.currency, j.warranty_days, j.free_cancel_hours, j.late_cancel_percent, j.expires_at,
       j.payment_no, j.payment_state, j.action_url, j.to_resident, j.commission, j.net, j.cancel_wanted, j.cancel_reason,
       j.accepted_at, j.booked_at, j.done_at, j.settled_at, j.warranty_until, j.booked_at is not null as paid,
       r.ticket_id, r.category, r.title, r.building, r.unit, p.name as provider_name, p.owner_id, a.zone, a.wall_start,
       a.wall_end, a.starts_at, a.ends_at, a.pass_code, a.entered_at,
       d.text as dispute_text, d.decision, d.note as decision_note, d.opened_at as disputed_at
from job_bookings j
join quote_requests r on r.id = j.request_id
join providers p on p.id = j.provider_id
join appointments a on a.job_id = j.id and a.claim_id is null
left join disputes d on d.job_id = j.id;
