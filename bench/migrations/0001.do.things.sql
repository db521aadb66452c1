create table owners (
  id uuid primary key,
  name text not null
);

create table things (
  id uuid primary key,
  owner_id uuid not null references owners (id),
  title text not null,
  description text not null,
  state text not null,
  version int not null,
  created_at timestamptz(3) not null
);
create index things_newest on things (created_at desc, id desc);

-- What the handler of thing.changed writes.
create table seen_things (
  event_id uuid primary key,
  thing_id uuid not null,
  seen_at timestamptz(3) not null
);
