-- What people see in the app, newest first; the key is the order in which a person's own are read.
create table notifications (
  id uuid not null,
  user_id uuid not null,
  type text not null,
  title text not null,
  body text not null,
  link text,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  primary key (user_id, created_at, id)
) partition by range (created_at);
create index notifications_by_id on notifications (id);
create index notifications_unread on notifications (user_id) where read_at is null;

-- One row for each message to one person on one channel: the claim that makes it single, and its way to the provider.
create table deliveries (
  id uuid primary key,
  -- The same on every channel of one notification.
  notification_id uuid not null,
  user_id uuid,
  -- Of an account's mail: iam knows the address and the one-time link by it.
  request_id uuid,
  type text not null,
  key text not null,
  channel text not null check (channel in ('in_app', 'email', 'sms', 'push')),
  variables jsonb not null,
  test boolean not null default false,
  state text not null default 'pending'
    check (state in ('pending', 'sending', 'collected', 'sent', 'skipped', 'failed')),
  -- When it is looked at next; while it is being sent, when the sender counts as dead.
  due_at timestamptz(3) not null,
  lease uuid,
  attempts int not null default 0,
  -- Whether it was counted against the hour's limit.
  admitted boolean not null default false,
  -- The collection it goes out with.
  digest_id uuid,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  check (user_id is not null or request_id is not null),
  constraint deliveries_once unique nulls not distinct (key, type, user_id, channel)
);
create index deliveries_due on deliveries (channel, due_at, id) where state in ('pending', 'sending');
create index deliveries_collected on deliveries (digest_id) where state = 'collected';
create index deliveries_of_user on deliveries (user_id);
create index deliveries_finished on deliveries (finished_at);

create table notification_logs (
  id uuid not null,
  at timestamptz(3) not null,
  delivery_id uuid not null,
  notification_id uuid not null,
  user_id uuid,
  type text not null,
  channel text not null,
  outcome text not null check (outcome in ('sent', 'retried', 'failed', 'skipped', 'deferred', 'collected')),
  provider text,
  response text,
  attempt int not null,
  primary key (at, id)
) partition by range (at);
create index notification_logs_of_user on notification_logs (user_id, at, id);

-- Messages counted per person, channel and hour.
create table send_counts (
  user_id uuid not null,
  channel text not null,
  hour timestamptz(3) not null,
  sent int not null,
  primary key (user_id, channel, hour)
);

-- A version without texts puts those that come with the platform in force.
create table email_templates (
  type text not null,
  locale text not null check (locale in ('en', 'de')),
  version int not null check (version > 0),
  subject text,
  short text,
  text text,
  html text,
  created_by uuid,
  created_at timestamptz(3) not null,
  constraint email_templates_version primary key (type, locale, version),
  check (num_nulls(subject, short, text, html) in (0, 4))
);

create table notification_preferences (
  user_id uuid not null,
  type text not null,
  channel text not null,
  enabled boolean not null,
  updated_at timestamptz(3) not null,
  primary key (user_id, type, channel)
);

create table notification_settings (
  user_id uuid primary key,
  quiet_from time,
  quiet_to time,
  window_weekdays int[],
  window_from time,
  window_to time,
  email_digest text not null check (email_digest in ('immediate', 'hourly', 'daily')),
  zone text,
  updated_at timestamptz(3) not null,
  check (num_nulls(quiet_from, quiet_to) in (0, 2)),
  check (num_nulls(window_weekdays, window_from, window_to) in (0, 3))
);

-- The token or subscription is sealed; its keyed hash tells a device that is known already.
create table device_tokens (
  id uuid primary key,
  user_id uuid not null,
  kind text not null check (kind in ('fcm', 'web_push')),
  target bytea not null,
  target_index bytea not null unique,
  created_at timestamptz(3) not null
);
create index device_tokens_of_user on device_tokens (user_id);

-- Addresses that bounced or complained, as keyed hashes.
create table suppressions (
  address_index bytea primary key,
  reason text not null check (reason in ('bounce', 'complaint')),
  provider text not null,
  at timestamptz(3) not null
);

create table mailbox (
  id uuid primary key,
  message_id text not null unique,
  channel text not null,
  user_id uuid,
  recipient text not null,
  subject text not null,
  text text not null,
  html text,
  created_at timestamptz(3) not null
);
create index mailbox_newest on mailbox (created_at, id);
create index mailbox_of_user on mailbox (user_id);

create table emergencies (
  id uuid primary key,
  building_id uuid not null,
  title text not null,
  message text not null,
  sent_by uuid,
  escalate_after_minutes int not null,
  created_at timestamptz(3) not null
);
create index emergencies_of_building on emergencies (building_id, created_at, id);

create table acknowledgements (
  emergency_id uuid not null references emergencies,
  unit_id uuid not null,
  -- Who is asked, in this order.
  people uuid[] not null,
  asked int not null default 0,
  -- When the next is asked; null once it is acknowledged or nobody is left to ask.
  next_at timestamptz(3),
  acknowledged_by uuid,
  acknowledged_at timestamptz(3),
  primary key (emergency_id, unit_id)
);
create index acknowledgements_due on acknowledgements (next_at) where next_at is not null;
create index acknowledgements_of_people on acknowledgements using gin (people);

-- Who manages and supports each building, as iam's events tell it.
create table building_staff (
  building_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('manager', 'support')),
  primary key (building_id, user_id, role)
);
create index building_staff_of_user on building_staff (user_id);
