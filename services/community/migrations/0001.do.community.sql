-- What people of a building tell each other, and who may read it.

-- Who lives where, from building's events. They reach us in no certain order across units and people, so the last proof
-- and the last end are kept, and the later one decides. A person reads while they live there, and writes once proven.
create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  confirmed_at timestamptz(3),
  verified_at timestamptz(3),
  ended_at timestamptz(3),
  lives boolean generated always as
    (confirmed_at is not null and (ended_at is null or ended_at < confirmed_at)) stored not null,
  verified boolean generated always as
    (verified_at is not null and (ended_at is null or ended_at < verified_at)) stored not null,
  primary key (user_id, unit_id)
);
-- Whose account is gone: word of their move-out may come after that, and must not bring them back.
create table forgotten_people (
  user_id uuid primary key,
  forgotten_at timestamptz(3) not null
);

create index residents_building on residents (building_id, user_id) where lives;

-- Where the homes are and what they are, as building last said.
create table homes (
  unit_id uuid primary key,
  building_id uuid not null,
  entrance_id uuid not null,
  kind text not null,
  label text not null
);
create index homes_building on homes (building_id);

-- Who works for a building, from iam's events. Without a building: for the whole platform.
create table staff (
  user_id uuid not null,
  building_id uuid,
  role text not null check (role in ('manager', 'support')),
  constraint staff_unique unique nulls not distinct (user_id, building_id, role)
);

-- A post, a poll or an announcement. Its audience: all of the building where nothing is named.
create table posts (
  id uuid primary key,
  building_id uuid not null,
  kind text not null check (kind in ('post', 'poll', 'announcement')),
  author_id uuid,
  by_management boolean not null,
  title text,
  text text not null,
  entrance_ids uuid[] not null,
  unit_kinds text[] not null,
  unit_ids uuid[] not null,
  state text not null check (state in ('scheduled', 'published', 'expired', 'deleted')),
  -- When it appears in the feed.
  shown_at timestamptz(3) not null,
  expires_at timestamptz(3),
  hidden_at timestamptz(3),
  hidden_by text check (hidden_by in ('flags', 'moderator')),
  hidden_reason text,
  version int not null default 1,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  check (expires_at is null or expires_at > shown_at),
  check (kind <> 'announcement' or (title is not null and by_management)),
  check ((hidden_at is null) = (hidden_by is null) and (hidden_at is null) = (hidden_reason is null))
);
create index posts_feed on posts (building_id, shown_at desc, id desc) where state = 'published';
create index posts_author on posts (author_id, shown_at desc, id desc);
create index posts_due on posts (shown_at) where state = 'scheduled';
create index posts_ending on posts (expires_at) where state = 'published' and expires_at is not null;

create table announcements (
  post_id uuid primary key references posts,
  class text not null check (class in ('info', 'important', 'emergency')),
  -- Whether those it is for are asked to say that they have read it.
  acknowledge boolean not null
);
create table acknowledgements (
  post_id uuid not null references announcements,
  user_id uuid not null,
  acknowledged_at timestamptz(3) not null,
  primary key (post_id, user_id)
);
create index acknowledgements_user on acknowledgements (user_id);

create table polls (
  post_id uuid primary key references posts,
  multiple boolean not null,
  anonymous boolean not null,
  per text not null check (per in ('person', 'home')),
  closes_at timestamptz(3) not null,
  closed_at timestamptz(3)
);
create table poll_options (
  id uuid primary key,
  post_id uuid not null references polls,
  position int not null,
  text text not null,
  votes int not null default 0 check (votes >= 0),
  unique (post_id, position)
);
-- Who has voted: a person or a home, once. What an anonymous poll was answered, and when, is kept nowhere.
create table poll_votes (
  post_id uuid not null references polls,
  voter uuid not null,
  user_id uuid,
  option_ids uuid[],
  cast_at timestamptz(3),
  primary key (post_id, voter),
  check ((option_ids is null) = (cast_at is null))
);
create index poll_votes_voter on poll_votes (voter);
create index poll_votes_user on poll_votes (user_id);

-- `path` leads from the comment on the post down to the row itself, so that its order is that of the threads.
create table comments (
  id uuid primary key,
  building_id uuid not null,
  post_id uuid not null references posts,
  parent_id uuid references comments,
  path uuid[] not null,
  author_id uuid,
  by_management boolean not null,
  text text not null,
  deleted_at timestamptz(3),
  hidden_at timestamptz(3),
  hidden_by text check (hidden_by in ('flags', 'moderator')),
  hidden_reason text,
  version int not null default 1,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  check (cardinality(path) between 1 and 6 and path[cardinality(path)] = id),
  check ((parent_id is null) = (cardinality(path) = 1)),
  check ((hidden_at is null) = (hidden_by is null) and (hidden_at is null) = (hidden_reason is null))
);
create index comments_thread on comments (post_id, path);
create index comments_parent on comments (parent_id) where parent_id is not null;
create index comments_author on comments (author_id);

create table reactions (
  post_id uuid not null references posts,
  comment_id uuid references comments,
  user_id uuid not null,
  reaction text not null,
  created_at timestamptz(3) not null,
  constraint reactions_once unique nulls not distinct (post_id, comment_id, user_id)
);
create index reactions_comment on reactions (comment_id) where comment_id is not null;
create index reactions_user on reactions (user_id);

-- What was written before it was changed.
create table edits (
  id uuid primary key,
  post_id uuid not null references posts,
  comment_id uuid references comments,
  title text,
  text text not null,
  version int not null,
  edited_by uuid,
  edited_at timestamptz(3) not null
);
create index edits_content on edits (post_id, comment_id, version desc);
create index edits_editor on edits (edited_by);

create table attachments (
  post_id uuid not null references posts,
  comment_id uuid references comments,
  file_id uuid not null,
  claim text not null,
  position int not null,
  added_by uuid,
  mime text not null,
  size int not null,
  created_at timestamptz(3) not null,
  primary key (post_id, file_id)
);
create index attachments_comment on attachments (comment_id) where comment_id is not null;
create index attachments_adder on attachments (added_by);
-- Files of what was deleted, to be let go of.
create table released_claims (
  claim text primary key,
  since timestamptz(3) not null
);

-- What somebody thinks should not stand there. The weight is that of their record when they said so.
create table flags (
  id uuid primary key,
  building_id uuid not null,
  post_id uuid not null references posts,
  comment_id uuid references comments,
  user_id uuid,
  reason text not null,
  note text not null,
  weight_percent int not null check (weight_percent between 0 and 200),
  state text not null default 'open' check (state in ('open', 'upheld', 'rejected')),
  created_at timestamptz(3) not null
);
create unique index flags_once on flags (post_id, coalesce(comment_id, post_id), user_id);
create index flags_queue on flags (building_id, post_id, comment_id) where state = 'open';
create index flags_user on flags (user_id, state);

-- What was decided about what people wrote, by whom and why; rows are never changed, but for the name of somebody whose
-- account is deleted.
create table moderation_decisions (
  id uuid primary key,
  building_id uuid not null,
  post_id uuid not null,
  comment_id uuid,
  decision text not null check (decision in ('auto_hidden', 'hidden', 'kept')),
  reason text,
  note text not null,
  flags int not null,
  score_percent int not null,
  decided_by uuid,
  decided_at timestamptz(3) not null,
  check ((decision = 'kept') = (reason is null))
);
create index moderation_decisions_building on moderation_decisions (building_id, decided_at desc, id desc);
create index moderation_decisions_decider on moderation_decisions (decided_by);

create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.decided_by is null
     and to_jsonb(new) - 'decided_by' = to_jsonb(old) - 'decided_by' then
    return new;
  end if;
  raise exception 'decisions are append-only: % is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger moderation_decisions_kept before update or delete on moderation_decisions
  for each row execute function refuse_change();
create trigger moderation_decisions_whole before truncate on moderation_decisions
  for each statement execute function refuse_change();
