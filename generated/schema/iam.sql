-- Generated from the migrations by `npm run generate`; reviewed, never edited.

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the security log is append-only';
end
$function$;

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

create table email_verification_tokens (
  id uuid not null,
  user_id uuid not null,
  name text,
  password_hash text,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint email_verification_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint email_verification_tokens_pkey PRIMARY KEY (id)
);

CREATE INDEX email_verification_tokens_of_user ON public.email_verification_tokens USING btree (user_id);

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

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

create table invitations (
  id uuid not null,
  email text not null,
  role text not null,
  scope text not null,
  locale text not null,
  invited_by uuid,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  accepted_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  constraint invitations_email_check CHECK ((email = lower(email))),
  constraint invitations_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'de'::text]))),
  constraint invitations_role_fkey FOREIGN KEY (role) REFERENCES roles(name),
  constraint invitations_pkey PRIMARY KEY (id)
);

CREATE INDEX invitations_page ON public.invitations USING btree (scope, created_at, id);

CREATE UNIQUE INDEX invitations_open_unique ON public.invitations USING btree (email, role, scope) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table mail_requests (
  id uuid not null,
  kind text not null,
  email text not null,
  requested_at timestamp(3) with time zone not null,
  constraint mail_requests_kind_check CHECK ((kind = ANY (ARRAY['verification'::text, 'password_reset'::text, 'already_registered'::text]))),
  constraint mail_requests_pkey PRIMARY KEY (id)
);

CREATE INDEX mail_requests_queue ON public.mail_requests USING btree (requested_at, id);

create table oauth_identities (
  id uuid not null,
  user_id uuid not null,
  provider text not null,
  issuer text not null,
  subject text not null,
  email text not null,
  linked_at timestamp(3) with time zone not null,
  constraint oauth_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint oauth_identities_pkey PRIMARY KEY (id),
  constraint oauth_identities_subject_unique UNIQUE (issuer, subject)
);

CREATE INDEX oauth_identities_of_user ON public.oauth_identities USING btree (user_id);

create table oauth_requests (
  state_hash bytea not null,
  provider text not null,
  nonce text not null,
  code_verifier bytea not null,
  expires_at timestamp(3) with time zone not null,
  constraint oauth_requests_pkey PRIMARY KEY (state_hash)
);

CREATE INDEX oauth_requests_age ON public.oauth_requests USING btree (expires_at);

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

create table password_reset_tokens (
  id uuid not null,
  user_id uuid not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  reason text not null,
  constraint password_reset_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint password_reset_tokens_pkey PRIMARY KEY (id)
);

CREATE INDEX password_reset_tokens_of_user ON public.password_reset_tokens USING btree (user_id);

create table permissions (
  name text not null,
  summary text not null,
  constraint permissions_pkey PRIMARY KEY (name)
);

create table recovery_codes (
  user_id uuid not null,
  hash bytea not null,
  used_at timestamp(3) with time zone,
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint recovery_codes_pkey PRIMARY KEY (user_id, hash)
);

create table refresh_tokens (
  hash bytea not null,
  session_id uuid not null,
  issued_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  rotated_at timestamp(3) with time zone,
  constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
  constraint refresh_tokens_pkey PRIMARY KEY (hash)
);

CREATE INDEX refresh_tokens_age ON public.refresh_tokens USING btree (expires_at);

CREATE INDEX refresh_tokens_of_session ON public.refresh_tokens USING btree (session_id);

create table role_permissions (
  role text not null,
  permission text not null,
  constraint role_permissions_permission_fkey FOREIGN KEY (permission) REFERENCES permissions(name),
  constraint role_permissions_role_fkey FOREIGN KEY (role) REFERENCES roles(name),
  constraint role_permissions_pkey PRIMARY KEY (role, permission)
);

create table roles (
  name text not null,
  summary text not null,
  constraint roles_pkey PRIMARY KEY (name)
);

create table second_factors (
  user_id uuid not null,
  secret bytea not null,
  created_at timestamp(3) with time zone not null,
  confirmed_at timestamp(3) with time zone,
  last_step bigint not null default 0,
  constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint second_factors_pkey PRIMARY KEY (user_id)
);

create table security_audit_head (
  singleton boolean not null default true,
  sequence bigint not null,
  hash bytea not null,
  mac bytea,
  sealed_at timestamp(3) with time zone not null,
  constraint security_audit_head_singleton_check CHECK (singleton),
  constraint security_audit_head_pkey PRIMARY KEY (singleton)
);

create table security_audit_logs (
  sequence bigint not null,
  id uuid not null,
  occurred_at timestamp(3) with time zone not null,
  sealed_at timestamp(3) with time zone not null,
  action text not null,
  user_id uuid,
  actor_id uuid,
  session_id uuid,
  ip text,
  details jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint security_audit_logs_pkey PRIMARY KEY (sealed_at, sequence)
) partition by RANGE (sealed_at);

CREATE INDEX security_audit_logs_sequence ON ONLY public.security_audit_logs USING btree (sequence);

CREATE INDEX security_audit_logs_user ON ONLY public.security_audit_logs USING btree (user_id, sequence);

CREATE TRIGGER security_audit_logs_append_only BEFORE DELETE OR UPDATE ON public.security_audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER security_audit_logs_no_truncate BEFORE TRUNCATE ON public.security_audit_logs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table security_audit_pending (
  position bigint not null default nextval('security_audit_pending_position_seq'::regclass),
  id uuid not null,
  occurred_at timestamp(3) with time zone not null,
  action text not null,
  user_id uuid,
  actor_id uuid,
  session_id uuid,
  ip text,
  details jsonb not null,
  constraint security_audit_pending_pkey PRIMARY KEY ("position")
);

create table sessions (
  id uuid not null,
  user_id uuid not null,
  method text not null,
  user_agent text,
  ip text,
  created_at timestamp(3) with time zone not null,
  authenticated_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone not null,
  refresh_hash bytea not null,
  expires_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  end_reason text,
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_refresh_unique UNIQUE (refresh_hash)
);

CREATE INDEX sessions_age ON public.sessions USING btree (expires_at);

CREATE INDEX sessions_of_user ON public.sessions USING btree (user_id, last_used_at);

create table signing_keys (
  kid text not null,
  generation integer not null,
  public_x text not null,
  private_key bytea not null,
  created_at timestamp(3) with time zone not null,
  active_from timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  constraint signing_keys_pkey PRIMARY KEY (kid),
  constraint signing_keys_generation_unique UNIQUE (generation)
);

create table user_roles (
  user_id uuid not null,
  role text not null,
  scope text not null,
  granted_at timestamp(3) with time zone not null,
  granted_by uuid,
  revoked_at timestamp(3) with time zone,
  constraint user_roles_role_fkey FOREIGN KEY (role) REFERENCES roles(name),
  constraint user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint user_roles_pkey PRIMARY KEY (user_id, role, scope)
);

CREATE INDEX user_roles_scope ON public.user_roles USING btree (scope, granted_at, user_id) WHERE (revoked_at IS NULL);

create table users (
  id uuid not null,
  email text,
  email_verified_at timestamp(3) with time zone,
  name text not null,
  locale text not null,
  zone text not null,
  phone bytea,
  password_hash text,
  password_changed_at timestamp(3) with time zone,
  state text not null default 'active'::text,
  access_version integer not null default 1,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint users_email_lower CHECK ((email = lower(email))),
  constraint users_email_present CHECK (((email IS NULL) = (state = 'deleted'::text))),
  constraint users_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'de'::text]))),
  constraint users_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'deleted'::text]))),
  constraint users_pkey PRIMARY KEY (id)
);

CREATE INDEX users_page ON public.users USING btree (created_at, id);

CREATE INDEX users_unverified ON public.users USING btree (created_at) WHERE ((email_verified_at IS NULL) AND (state <> 'deleted'::text));

CREATE UNIQUE INDEX users_email_unique ON public.users USING btree (lower(email));
