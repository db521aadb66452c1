-- What people uploaded. A row is there only once its bytes are.
create table files (
  id uuid primary key,
  owner_id uuid,
  name text,
  -- Where the bytes are: the store and the key in it, e.g. disk:4f0c…
  file_url text not null unique,
  thumbnail_url text unique,
  mime text not null,
  size int not null check (size > 0),
  width int,
  height int,
  -- The thing it belongs to, e.g. ticket:<id>; files that belong to nothing are deleted after a day.
  claim text,
  unclaimed_since timestamptz(3),
  created_at timestamptz(3) not null,
  constraint files_claimed_or_counted check ((claim is null) = (unclaimed_since is not null))
);
create index files_claim on files (claim) where claim is not null;
create index files_unclaimed on files (unclaimed_since) where unclaimed_since is not null;
create index files_owner on files (owner_id);

-- Every object that is or may be in a store. It is entered before the bytes are sent and leaves after they are gone,
-- so that no crash leaves bytes that nobody knows of.
create table uploads (
  file_url text primary key,
  file_id uuid not null,
  state text not null check (state in ('storing', 'stored', 'doomed')),
  created_at timestamptz(3) not null,
  remove_at timestamptz(3),
  constraint uploads_doomed_when check ((state = 'doomed') = (remove_at is not null))
);
create index uploads_file on uploads (file_id);
create index uploads_storing on uploads (created_at) where state = 'storing';
create index uploads_doomed on uploads (remove_at) where state = 'doomed';
