-- Generated from the migrations by `npm run generate`; reviewed, never edited.

CREATE OR REPLACE FUNCTION public.count_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  stood boolean := tg_op = 'UPDATE' and old.deleted_at is null and old.hidden_at is null;
  stands boolean := new.deleted_at is null and new.hidden_at is null;
begin
  if stands <> stood then
    update posts set comments = comments + case when stands then 1 else -1 end where id = new.post_id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_reaction(post uuid, name text, change integer)
 RETURNS void
 LANGUAGE sql
AS $function$
  update posts set reactions = case
    when coalesce((reactions ->> name)::int, 0) + change = 0 then reactions - name
    else jsonb_set(reactions, array[name], to_jsonb(coalesce((reactions ->> name)::int, 0) + change)) end
  where id = post
$function$;

CREATE OR REPLACE FUNCTION public.recount_reaction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' and old.comment_id is null then
    perform count_reaction(old.post_id, old.reaction, -1);
  end if;
  if tg_op <> 'DELETE' and new.comment_id is null then
    perform count_reaction(new.post_id, new.reaction, 1);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and new.decided_by is null
     and to_jsonb(new) - 'decided_by' = to_jsonb(old) - 'decided_by' then
    return new;
  end if;
  raise exception 'decisions are append-only: % is refused', tg_op using errcode = 'restrict_violation';
end $function$;

create table acknowledgements (
  post_id uuid not null,
  user_id uuid not null,
  acknowledged_at timestamp(3) with time zone not null,
  constraint acknowledgements_post_id_fkey FOREIGN KEY (post_id) REFERENCES announcements(post_id),
  constraint acknowledgements_pkey PRIMARY KEY (post_id, user_id)
);

CREATE INDEX acknowledgements_user ON public.acknowledgements USING btree (user_id);

create table announcements (
  post_id uuid not null,
  class text not null,
  acknowledge boolean not null,
  constraint announcements_class_check CHECK ((class = ANY (ARRAY['info'::text, 'important'::text, 'emergency'::text]))),
  constraint announcements_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint announcements_pkey PRIMARY KEY (post_id)
);

create table attachments (
  post_id uuid not null,
  comment_id uuid,
  file_id uuid not null,
  claim text not null,
  position integer not null,
  added_by uuid,
  mime text not null,
  size integer not null,
  created_at timestamp(3) with time zone not null,
  constraint attachments_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments(id),
  constraint attachments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint attachments_pkey PRIMARY KEY (post_id, file_id)
);

CREATE INDEX attachments_adder ON public.attachments USING btree (added_by);

CREATE INDEX attachments_comment ON public.attachments USING btree (comment_id) WHERE (comment_id IS NOT NULL);

CREATE INDEX attachments_post ON public.attachments USING btree (post_id, "position") INCLUDE (file_id) WHERE (comment_id IS NULL);

create table audit_log (
  id uuid not null,
  at timestamp(3) with time zone not null,
  action text not null,
  user_id uuid,
  via text,
  request_id text not null,
  ip inet,
  details jsonb not null,
  building_id text,
  constraint audit_log_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX audit_log_action ON ONLY public.audit_log USING btree (action, at);

CREATE INDEX audit_log_building ON ONLY public.audit_log USING btree (building_id, at DESC, id DESC) WHERE (building_id IS NOT NULL);

create table comments (
  id uuid not null,
  building_id uuid not null,
  post_id uuid not null,
  parent_id uuid,
  path uuid[] not null,
  author_id uuid,
  by_management boolean not null,
  text text not null,
  deleted_at timestamp(3) with time zone,
  hidden_at timestamp(3) with time zone,
  hidden_by text,
  hidden_reason text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  edited_at timestamp(3) with time zone,
  constraint comments_check CHECK ((((cardinality(path) >= 1) AND (cardinality(path) <= 6)) AND (path[cardinality(path)] = id))),
  constraint comments_check1 CHECK (((parent_id IS NULL) = (cardinality(path) = 1))),
  constraint comments_check2 CHECK ((((hidden_at IS NULL) = (hidden_by IS NULL)) AND ((hidden_at IS NULL) = (hidden_reason IS NULL)))),
  constraint comments_hidden_by_check CHECK ((hidden_by = ANY (ARRAY['flags'::text, 'moderator'::text]))),
  constraint comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments(id),
  constraint comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint comments_pkey PRIMARY KEY (id)
);

CREATE INDEX comments_author ON public.comments USING btree (author_id);

CREATE INDEX comments_parent ON public.comments USING btree (parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX comments_thread ON public.comments USING btree (post_id, path);

CREATE TRIGGER comments_counted AFTER INSERT OR UPDATE OF deleted_at, hidden_at ON public.comments FOR EACH ROW EXECUTE FUNCTION count_comment();

create table edits (
  id uuid not null,
  post_id uuid not null,
  comment_id uuid,
  title text,
  text text not null,
  version integer not null,
  edited_by uuid,
  edited_at timestamp(3) with time zone not null,
  constraint edits_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments(id),
  constraint edits_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint edits_pkey PRIMARY KEY (id)
);

CREATE INDEX edits_content ON public.edits USING btree (post_id, comment_id, version DESC);

CREATE INDEX edits_editor ON public.edits USING btree (edited_by);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table flags (
  id uuid not null,
  building_id uuid not null,
  post_id uuid not null,
  comment_id uuid,
  user_id uuid,
  reason text not null,
  note text not null,
  weight_percent integer not null,
  state text not null default 'open'::text,
  created_at timestamp(3) with time zone not null,
  constraint flags_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text]))),
  constraint flags_weight_percent_check CHECK (((weight_percent >= 0) AND (weight_percent <= 200))),
  constraint flags_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments(id),
  constraint flags_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint flags_pkey PRIMARY KEY (id)
);

CREATE INDEX flags_queue ON public.flags USING btree (building_id, post_id, comment_id) WHERE (state = 'open'::text);

CREATE INDEX flags_user ON public.flags USING btree (user_id, state);

CREATE UNIQUE INDEX flags_once ON public.flags USING btree (post_id, COALESCE(comment_id, post_id), user_id);

create table forgotten_people (
  user_id uuid not null,
  forgotten_at timestamp(3) with time zone not null,
  constraint forgotten_people_pkey PRIMARY KEY (user_id)
);

create table homes (
  unit_id uuid not null,
  building_id uuid not null,
  entrance_id uuid not null,
  kind text not null,
  label text not null,
  constraint homes_pkey PRIMARY KEY (unit_id)
);

CREATE INDEX homes_building ON public.homes USING btree (building_id);

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash text not null,
  reply json,
  created_at timestamp(3) with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);

create table inbox (
  position bigint not null default nextval('inbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  source text not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  received_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone,
  last_error text,
  done_at timestamp(3) with time zone,
  parked_at timestamp(3) with time zone,
  constraint inbox_pkey PRIMARY KEY ("position"),
  constraint inbox_id_key UNIQUE (id)
);

CREATE INDEX inbox_done ON public.inbox USING btree (done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX inbox_parked ON public.inbox USING btree (parked_at) WHERE (parked_at IS NOT NULL);

CREATE INDEX inbox_pending ON public.inbox USING btree ("position") WHERE ((done_at IS NULL) AND (parked_at IS NULL));

CREATE INDEX inbox_waiting ON public.inbox USING btree (subject, sequence) WHERE ((done_at IS NULL) AND (parked_at IS NULL) AND (attempts > 0));

create table inbox_horizon (
  source text not null,
  subject text not null,
  sequence bigint not null,
  constraint inbox_horizon_pkey PRIMARY KEY (source, subject)
);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table moderation_decisions (
  id uuid not null,
  building_id uuid not null,
  post_id uuid not null,
  comment_id uuid,
  decision text not null,
  reason text,
  note text not null,
  flags integer not null,
  score_percent integer not null,
  decided_by uuid,
  decided_at timestamp(3) with time zone not null,
  constraint moderation_decisions_check CHECK (((decision = 'kept'::text) = (reason IS NULL))),
  constraint moderation_decisions_decision_check CHECK ((decision = ANY (ARRAY['auto_hidden'::text, 'hidden'::text, 'kept'::text]))),
  constraint moderation_decisions_pkey PRIMARY KEY (id)
);

CREATE INDEX moderation_decisions_building ON public.moderation_decisions USING btree (building_id, decided_at DESC, id DESC);

CREATE INDEX moderation_decisions_decider ON public.moderation_decisions USING btree (decided_by);

CREATE TRIGGER moderation_decisions_kept BEFORE DELETE OR UPDATE ON public.moderation_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER moderation_decisions_whole BEFORE TRUNCATE ON public.moderation_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table outbox (
  position bigint not null default nextval('outbox_position_seq'::regclass),
  id uuid not null,
  type text not null,
  version integer not null,
  subject text not null,
  sequence bigint not null,
  occurred_at timestamp(3) with time zone not null,
  traceparent text,
  data jsonb not null,
  constraint outbox_pkey PRIMARY KEY ("position")
);

create table poll_options (
  id uuid not null,
  post_id uuid not null,
  position integer not null,
  text text not null,
  votes integer not null default 0,
  constraint poll_options_votes_check CHECK ((votes >= 0)),
  constraint poll_options_post_id_fkey FOREIGN KEY (post_id) REFERENCES polls(post_id),
  constraint poll_options_pkey PRIMARY KEY (id),
  constraint poll_options_post_id_position_key UNIQUE (post_id, "position")
);

create table poll_votes (
  post_id uuid not null,
  voter uuid not null,
  user_id uuid,
  option_ids uuid[],
  cast_at timestamp(3) with time zone,
  constraint poll_votes_check CHECK (((option_ids IS NULL) = (cast_at IS NULL))),
  constraint poll_votes_post_id_fkey FOREIGN KEY (post_id) REFERENCES polls(post_id),
  constraint poll_votes_pkey PRIMARY KEY (post_id, voter)
);

CREATE INDEX poll_votes_user ON public.poll_votes USING btree (user_id);

CREATE INDEX poll_votes_voter ON public.poll_votes USING btree (voter);

create table polls (
  post_id uuid not null,
  multiple boolean not null,
  anonymous boolean not null,
  per text not null,
  closes_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  constraint polls_per_check CHECK ((per = ANY (ARRAY['person'::text, 'home'::text]))),
  constraint polls_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint polls_pkey PRIMARY KEY (post_id)
);

create table posts (
  id uuid not null,
  building_id uuid not null,
  kind text not null,
  author_id uuid,
  by_management boolean not null,
  title text,
  text text not null,
  entrance_ids uuid[] not null,
  unit_kinds text[] not null,
  unit_ids uuid[] not null,
  state text not null,
  shown_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  hidden_at timestamp(3) with time zone,
  hidden_by text,
  hidden_reason text,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  edited_at timestamp(3) with time zone,
  comments integer not null default 0,
  reactions jsonb not null default '{}'::jsonb,
  constraint posts_check CHECK (((expires_at IS NULL) OR (expires_at > shown_at))),
  constraint posts_check1 CHECK (((kind <> 'announcement'::text) OR ((title IS NOT NULL) AND by_management))),
  constraint posts_check2 CHECK ((((hidden_at IS NULL) = (hidden_by IS NULL)) AND ((hidden_at IS NULL) = (hidden_reason IS NULL)))),
  constraint posts_comments_check CHECK ((comments >= 0)),
  constraint posts_hidden_by_check CHECK ((hidden_by = ANY (ARRAY['flags'::text, 'moderator'::text]))),
  constraint posts_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'poll'::text, 'announcement'::text]))),
  constraint posts_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'published'::text, 'expired'::text, 'deleted'::text]))),
  constraint posts_pkey PRIMARY KEY (id)
);

CREATE INDEX posts_author ON public.posts USING btree (author_id, shown_at DESC, id DESC);

CREATE INDEX posts_due ON public.posts USING btree (shown_at) WHERE (state = 'scheduled'::text);

CREATE INDEX posts_ending ON public.posts USING btree (expires_at) WHERE ((state = 'published'::text) AND (expires_at IS NOT NULL));

CREATE INDEX posts_feed ON public.posts USING btree (building_id, shown_at DESC, id DESC) WHERE (state = 'published'::text);

create table reactions (
  post_id uuid not null,
  comment_id uuid,
  user_id uuid not null,
  reaction text not null,
  created_at timestamp(3) with time zone not null,
  constraint reactions_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments(id),
  constraint reactions_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts(id),
  constraint reactions_once UNIQUE NULLS NOT DISTINCT (post_id, comment_id, user_id)
);

CREATE INDEX reactions_comment ON public.reactions USING btree (comment_id) WHERE (comment_id IS NOT NULL);

CREATE INDEX reactions_user ON public.reactions USING btree (user_id);

CREATE TRIGGER reactions_counted AFTER INSERT OR DELETE OR UPDATE OF reaction ON public.reactions FOR EACH ROW EXECUTE FUNCTION recount_reaction();

create table released_claims (
  claim text not null,
  since timestamp(3) with time zone not null,
  constraint released_claims_pkey PRIMARY KEY (claim)
);

create table residents (
  user_id uuid not null,
  unit_id uuid not null,
  building_id uuid not null,
  confirmed_at timestamp(3) with time zone,
  verified_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  lives boolean not null generated always as (((confirmed_at IS NOT NULL) AND ((ended_at IS NULL) OR (ended_at < confirmed_at)))) stored,
  verified boolean not null generated always as (((verified_at IS NOT NULL) AND ((ended_at IS NULL) OR (ended_at < verified_at)))) stored,
  constraint residents_pkey PRIMARY KEY (user_id, unit_id)
);

CREATE INDEX residents_building ON public.residents USING btree (building_id, user_id) WHERE lives;

create table staff (
  user_id uuid not null,
  building_id uuid,
  role text not null,
  constraint staff_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'support'::text]))),
  constraint staff_unique UNIQUE NULLS NOT DISTINCT (user_id, building_id, role)
);
