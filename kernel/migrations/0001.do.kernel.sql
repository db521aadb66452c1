-- What every service's database holds besides its own tables.

-- The version of each aggregate: bumping it locks the row until commit, so that the order of a subject's events is
-- the order in which their transactions commit.
create table event_subjects (
  subject text primary key,
  sequence bigint not null
);

-- Events not yet handed over. A row is deleted once the transport holds it.
create table outbox (
  position bigserial primary key,
  id uuid not null,
  type text not null,
  version int not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamptz(3) not null,
  traceparent text,
  data jsonb not null
);

-- Events of other services, kept for thirty days after they were handled so that duplicates are known.
create table inbox (
  position bigserial primary key,
  id uuid not null unique,
  type text not null,
  version int not null,
  source text not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamptz(3) not null,
  traceparent text,
  data jsonb not null,
  received_at timestamptz(3) not null,
  attempts int not null default 0,
  next_attempt_at timestamptz(3),
  last_error text,
  done_at timestamptz(3),
  parked_at timestamptz(3)
);
create index inbox_pending on inbox (position) where done_at is null and parked_at is null;
create index inbox_waiting on inbox (subject, sequence) where done_at is null and parked_at is null and attempts > 0;
create index inbox_parked on inbox (parked_at) where parked_at is not null;
create index inbox_done on inbox (done_at) where done_at is not null;

-- Up to where a subject's handled events have been forgotten: anything at or below comes too late to matter.
create table inbox_horizon (
  source text not null,
  subject text not null,
  sequence bigint not null,
  primary key (source, subject)
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  -- json rather than jsonb: a repetition gets the first reply letter by letter.
  reply json,
  created_at timestamptz(3) not null,
  primary key (scope, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table jobs (
  name text primary key,
  next_run_at timestamptz(3) not null,
  last_started_at timestamptz(3),
  last_finished_at timestamptz(3),
  last_error text,
  runs bigint not null default 0
);

create table audit_log (
  id uuid not null,
  at timestamptz(3) not null,
  action text not null,
  user_id uuid,
  via text,
  request_id text not null,
  ip inet,
  details jsonb not null,
  primary key (at, id)
) partition by range (at);
create index audit_log_action on audit_log (action, at);
