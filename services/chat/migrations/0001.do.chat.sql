-- Channels of a building and what is said in them.

-- Who lives where, from building's events. They reach us in no certain order across units and people, so the last start,
-- the last proof and the last end are kept, and the latest decides. The entrance comes with the start alone.
create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  entrance_id uuid,
  started_at timestamptz(3),
  verified_at timestamptz(3),
  ended_at timestamptz(3),
  lives boolean generated always as
    (greatest(started_at, verified_at) > coalesce(ended_at, '-infinity')) stored,
  verified boolean generated always as (verified_at > coalesce(ended_at, '-infinity')) stored,
  primary key (user_id, unit_id)
);
create index residents_building on residents (building_id, user_id) where lives;

-- Whose account is gone. What is told of them late must not bring them back.
create table forgotten_people (
  user_id uuid primary key,
  forgotten_at timestamptz(3) not null
);

-- Who works for a building, from iam's events.
create table staff (
  user_id uuid not null,
  building_id uuid not null,
  role text not null check (role in ('manager', 'support')),
  primary key (user_id, building_id, role)
);
create index staff_building on staff (building_id);

create table channels (
  id uuid primary key,
  building_id uuid not null,
  kind text not null check (kind in ('building', 'entrance', 'topic', 'direct')),
  entrance_id uuid,
  -- The two of a direct channel, the smaller id first.
  user_a uuid,
  user_b uuid,
  name text,
  description text not null default '',
  created_by uuid,
  -- Counts messages: their order, and with what was read the unread.
  last_number int not null default 0,
  -- Counts changes: a message sent, edited, pinned or deleted. Clients resume from it.
  last_sequence int not null default 0,
  last_at timestamptz(3),
  archived_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null,
  check ((kind = 'entrance') = (entrance_id is not null)),
  check ((kind = 'direct') = (user_a is not null or user_b is not null or name is null))
);
create unique index channels_place_unique on channels (building_id, kind, entrance_id) nulls not distinct
  where kind in ('building', 'entrance');
create unique index channels_topic_unique on channels (building_id, lower(name))
  where kind = 'topic' and archived_at is null;
create unique index channels_pair_unique on channels (building_id, user_a, user_b) where kind = 'direct';
create index channels_user_a on channels (user_a) where kind = 'direct';
create index channels_user_b on channels (user_b) where kind = 'direct';

-- The timeline: a stream for each channel, its position the number of the message, its change the channel's sequence.
create table messages (
  stream uuid not null,
  at timestamptz(3) not null,
  position int not null,
  id uuid not null,
  change int not null,
  marked_at timestamptz(3),
  body jsonb not null,
  primary key (stream, at, position, id)
) partition by range (at);
create index messages_by_id on messages (stream, id);
create index messages_change on messages (stream, change);
create index messages_author on messages ((body ->> 'authorId'));
create index messages_search on messages using gin (to_tsvector('simple', body ->> 'text'));

-- What a message said before it was edited or deleted; goes with the month of its message.
create table message_revisions (
  message_at timestamptz(3) not null,
  message_id uuid not null,
  revision int not null,
  text text not null,
  replaced_at timestamptz(3) not null,
  primary key (message_id, revision, message_at)
) partition by range (message_at);

-- A row for each person a message names, and for nobody else.
create table mentions (
  user_id uuid not null,
  at timestamptz(3) not null,
  message_id uuid not null,
  channel_id uuid not null,
  number int not null,
  primary key (user_id, at, message_id)
) partition by range (at);
create index mentions_message on mentions (message_id);

create table pins (
  channel_id uuid not null references channels,
  message_id uuid not null,
  message_at timestamptz(3) not null,
  pinned_by uuid,
  pinned_at timestamptz(3) not null,
  primary key (channel_id, message_id)
);
create index pins_age on pins (message_at);

-- How far somebody has read, and until when they want to hear nothing: one row a reader, however many messages.
create table read_states (
  channel_id uuid not null references channels,
  user_id uuid not null,
  read_number int not null default 0,
  muted_until timestamptz(3),
  primary key (channel_id, user_id)
);
create index read_states_user on read_states (user_id);

-- Which files media keeps for us; they are let go when their message is past its time.
create table file_claims (
  claim text primary key,
  message_at timestamptz(3) not null
);
create index file_claims_age on file_claims (message_at);

create table message_reports (
  id uuid primary key,
  building_id uuid not null,
  channel_id uuid not null references channels,
  message_id uuid not null,
  author_id uuid,
  -- What was said when it was reported.
  text text not null,
  reported_by uuid,
  reason text not null check (reason in ('spam', 'abuse', 'dangerous', 'other')),
  note text not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'removed')),
  decided_by uuid,
  decided_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint message_reports_once unique (message_id, reported_by),
  check ((state = 'open') = (decided_at is null))
);
create index message_reports_building on message_reports (building_id, created_at desc, id desc);
create index message_reports_message on message_reports (message_id);
