-- What was reported in a building, who cares for it, and how long it took on the building's calendar.

-- The first part of a building's references: B1, B2, …
create sequence building_code_numbers;
create table building_codes (
  building_id uuid primary key,
  code text not null unique
);
-- The last part. One sequence for all buildings: a counter each would let those who report in one building wait for
-- each other's commits, and nobody needs the numbers of a building to be without gaps.
create sequence ticket_numbers;

-- The last known calendar of each building. Its owner is asked again after some minutes; while it is away this holds.
create table calendars (
  building_id uuid primary key,
  zone text not null,
  hours jsonb not null,
  holidays jsonb not null,
  fetched_at timestamptz(3) not null
);

-- Who lives where, from building's events. They reach us in no certain order across units and people, so both the last
-- proof and the last end are kept, and the later one decides.
create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  -- Since when without a break.
  since timestamptz(3),
  confirmed_at timestamptz(3),
  ended_at timestamptz(3),
  lives boolean generated always as
    (confirmed_at is not null and (ended_at is null or ended_at < confirmed_at)) stored not null,
  primary key (user_id, unit_id)
);
create index residents_unit on residents (unit_id) where lives;
create index residents_building on residents (building_id, user_id) where lives;

-- Who may be given tickets, from iam's events. Without a building: of the whole platform.
create table staff (
  user_id uuid not null,
  building_id uuid,
  role text not null check (role in ('manager', 'support')),
  constraint staff_unique unique nulls not distinct (user_id, building_id, role)
);
create index staff_building on staff (building_id, role);

-- Three levels: `path` leads from the top to the row itself.
create table categories (
  id uuid primary key,
  building_id uuid not null,
  parent_id uuid references categories,
  path uuid[] not null,
  name text not null,
  position int not null default 0,
  -- What is promised; null where the category above says it.
  sla jsonb,
  archived_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null,
  constraint categories_name_unique unique nulls not distinct (building_id, parent_id, name),
  check (cardinality(path) between 1 and 3 and path[cardinality(path)] = id),
  check ((parent_id is null) = (cardinality(path) = 1)),
  check (parent_id is not null or sla is not null)
);
create index categories_path on categories using gin (path);

create table assets (
  id uuid primary key,
  building_id uuid not null,
  name text not null,
  kind text not null,
  serial text,
  unit_id uuid,
  place jsonb,
  installed_on date,
  warranty_until date,
  state text not null check (state in ('in_service', 'out_of_service', 'retired')),
  notes text not null,
  version int not null default 1,
  created_at timestamptz(3) not null,
  constraint assets_name_unique unique (building_id, name)
);

create table incidents (
  id uuid primary key,
  building_id uuid not null,
  title text not null,
  description text not null,
  entrance_ids uuid[] not null,
  floor_ids uuid[] not null,
  resource_ids uuid[] not null,
  asset_id uuid references assets,
  status text not null check (status in ('open', 'resolved')),
  opened_by uuid,
  opened_at timestamptz(3) not null,
  resolved_by uuid,
  resolved_at timestamptz(3),
  resolution text,
  version int not null default 1,
  check ((status = 'resolved') = (resolved_at is not null))
);
create index incidents_asset on incidents (asset_id) where asset_id is not null;
create index incidents_building on incidents (building_id, opened_at desc, id desc);

-- Work that comes round: a ticket is opened from each by its rule.
create table schedules (
  id uuid primary key,
  building_id uuid not null,
  title text not null,
  description text not null,
  category_id uuid not null references categories,
  urgent boolean not null,
  unit_id uuid,
  unit_label text,
  place jsonb,
  asset_id uuid references assets,
  assignee_id uuid,
  rrule text not null,
  zone text not null,
  starts_at timestamptz(3) not null,
  missed text not null check (missed in ('once', 'skip', 'each')),
  active boolean not null default true,
  next_run_at timestamptz(3),
  last_run_at timestamptz(3),
  created_by uuid,
  version int not null default 1,
  created_at timestamptz(3) not null,
  check ((unit_id is null) <> (place is null))
);
create index schedules_due on schedules (next_run_at) where active;
create index schedules_building on schedules (building_id, created_at desc, id desc);

create table tickets (
  id uuid primary key,
  building_id uuid not null,
  reference text not null unique,
  unit_id uuid,
  unit_label text,
  place jsonb,
  category_id uuid not null references categories,
  title text not null,
  description text not null,
  urgent boolean not null,
  status text not null
    check (status in ('open', 'assigned', 'in_progress', 'waiting_for_resident', 'resolved', 'closed')),
  -- Where a ticket that waits for the resident goes on.
  asked_from text check (asked_from in ('open', 'assigned', 'in_progress')),
  opened_by uuid,
  assignee_id uuid,
  executor_id uuid,
  asset_id uuid references assets,
  incident_id uuid references incidents,
  -- True while the incident is open: its own row would have to be locked to know.
  held_by_incident boolean not null default false,
  schedule_id uuid references schedules,
  occurrence_at timestamptz(3),
  merged_into uuid references tickets,
  close_reason text check (close_reason in ('solved', 'duplicate', 'withdrawn', 'auto_closed')),
  breached boolean not null default false,
  version int not null default 1,
  opened_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  closed_at timestamptz(3),
  search tsvector generated always as (to_tsvector('simple', title || ' ' || description)) stored,
  -- A second run of one occurrence opens nothing.
  constraint tickets_occurrence_unique unique (schedule_id, occurrence_at),
  check ((unit_id is null) <> (place is null)),
  check ((status = 'waiting_for_resident') = (asked_from is not null)),
  check ((status = 'closed') = (closed_at is not null) and (status = 'closed') = (close_reason is not null)),
  check ((status = 'resolved') <= (resolved_at is not null)),
  check (merged_into <> id and (merged_into is null or close_reason = 'duplicate')),
  check (not held_by_incident or incident_id is not null)
);
create index tickets_board on tickets (building_id, status, opened_at desc, id desc);
create index tickets_export on tickets (building_id, opened_at, id);
create index tickets_opener on tickets (opened_by, opened_at desc, id desc);
create index tickets_unit on tickets (unit_id, opened_at desc, id desc);
create index tickets_assignee on tickets (assignee_id) where status not in ('resolved', 'closed');
create index tickets_executor on tickets (executor_id) where executor_id is not null;
create index tickets_asset on tickets (asset_id) where asset_id is not null;
create index tickets_incident on tickets (incident_id) where incident_id is not null;
create index tickets_merged on tickets (merged_into) where merged_into is not null;
create index tickets_auto_close on tickets (resolved_at) where status = 'resolved';
create index tickets_search on tickets using gin (search);

-- The three clocks of a ticket. `used_ms` is business time counted before `running_since`, so a pause is in neither.
create table sla_timestamps (
  ticket_id uuid not null references tickets,
  clock text not null check (clock in ('first_response', 'update', 'solution')),
  target_minutes int,
  used_ms bigint not null default 0,
  running_since timestamptz(3),
  stopped_at timestamptz(3),
  due_at timestamptz(3),
  warned_at timestamptz(3),
  breached_at timestamptz(3),
  -- How many levels of the escalation chain were told.
  level int not null default 0,
  -- When the sweep must look next: at the warning, the breach or the next level.
  check_at timestamptz(3),
  primary key (ticket_id, clock),
  check (running_since is null or stopped_at is null),
  check (check_at is null or running_since is not null)
);
create index sla_timestamps_check on sla_timestamps (check_at) where check_at is not null;

create table escalation_rules (
  building_id uuid not null,
  level int not null check (level >= 1),
  after_minutes int not null check (after_minutes >= 0),
  user_ids uuid[] not null,
  roles text[] not null,
  primary key (building_id, level)
);

-- Who was given a ticket from when to when.
create table assignments (
  id uuid primary key,
  ticket_id uuid not null references tickets,
  assignee_id uuid,
  executor_id uuid,
  assigned_by uuid,
  assigned_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create unique index assignments_current on assignments (ticket_id) where ended_at is null;

-- Everything that happened to a ticket besides what was written on it. The positions tell apart what happened within
-- one millisecond, across both tables of the timeline.
create sequence timeline_positions;
create table status_history (
  id uuid not null,
  ticket_id uuid not null,
  at timestamptz(3) not null,
  position bigint not null default nextval('timeline_positions'),
  kind text not null,
  from_status text,
  to_status text,
  by_user uuid,
  internal boolean not null default false,
  -- Whom it is about; apart from the details, so that a deleted account can be found and forgotten.
  people uuid[] not null default '{}',
  details jsonb not null,
  primary key (at, id)
) partition by range (at);
create index status_history_ticket on status_history (ticket_id, at, position);
create index status_history_user on status_history (by_user);
create index status_history_people on status_history using gin (people);

create table comments (
  id uuid primary key,
  ticket_id uuid not null references tickets,
  author_id uuid,
  kind text not null check (kind in ('comment', 'question', 'answer', 'resolution', 'reopening')),
  text text not null,
  internal boolean not null,
  created_at timestamptz(3) not null,
  position bigint not null default nextval('timeline_positions')
);
create index comments_ticket on comments (ticket_id, created_at, position);
create index comments_author on comments (author_id);

create table attachments (
  ticket_id uuid not null references tickets,
  file_id uuid not null,
  comment_id uuid references comments,
  added_by uuid,
  mime text not null,
  size int not null,
  created_at timestamptz(3) not null,
  primary key (ticket_id, file_id)
);
create index attachments_comment on attachments (comment_id) where comment_id is not null;

create table observers (
  ticket_id uuid not null references tickets,
  user_id uuid not null,
  added_by uuid,
  added_at timestamptz(3) not null,
  primary key (ticket_id, user_id)
);
create index observers_user on observers (user_id);

create table tags (
  id uuid primary key,
  building_id uuid not null,
  name text not null,
  unique (building_id, name)
);
create table ticket_tags (
  ticket_id uuid not null references tickets,
  tag_id uuid not null references tags,
  primary key (ticket_id, tag_id)
);
create index ticket_tags_tag on ticket_tags (tag_id);

-- What became of an asset itself; its tickets and incidents are their own history.
create table asset_history (
  id uuid primary key,
  asset_id uuid not null references assets,
  at timestamptz(3) not null,
  kind text not null check (kind in ('registered', 'changed')),
  by_user uuid,
  details jsonb not null
);
create index asset_history_asset on asset_history (asset_id, at desc, id desc);

-- A ticket as people see it.
create view ticket_cards as
  select t.id, t.building_id, t.reference, t.unit_id, t.unit_label, t.place, t.category_id, t.title, t.description,
         t.urgent, t.status, t.opened_by, t.assignee_id, t.executor_id, t.asset_id, t.incident_id, t.schedule_id,
         t.merged_into, t.close_reason, t.breached, t.version, t.opened_at, t.updated_at, t.resolved_at, t.closed_at,
         t.search,
         array(select g.name from ticket_tags x join tags g on g.id = x.tag_id
               where x.ticket_id = t.id order by g.name) as tags,
         (select s.due_at from sla_timestamps s where s.ticket_id = t.id and s.clock = 'solution') as due_at
  from tickets t;
