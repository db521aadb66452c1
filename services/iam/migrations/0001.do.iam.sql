-- People, what they may do, and how they prove who they are.

create table users (
  id uuid primary key,
  -- Lower case; null once the account is deleted.
  email text,
  email_verified_at timestamptz(3),
  name text not null,
  locale text not null check (locale in ('en', 'de')),
  zone text not null,
  -- Sealed.
  phone bytea,
  -- Null for somebody who signs in through an identity provider only.
  password_hash text,
  password_changed_at timestamptz(3),
  state text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
  -- Rises with every change of roles or state: access tokens that carry a lower one are outdated.
  access_version int not null default 1,
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint users_email_lower check (email = lower(email)),
  constraint users_email_present check ((email is null) = (state = 'deleted'))
);
create unique index users_email_unique on users (lower(email));
create index users_page on users (created_at, id);
create index users_unverified on users (created_at) where email_verified_at is null and state <> 'deleted';

create table roles (
  name text primary key,
  summary text not null
);
create table permissions (
  name text primary key,
  summary text not null
);
create table role_permissions (
  role text not null references roles (name),
  permission text not null references permissions (name),
  primary key (role, permission)
);

-- A grant is a register that the latest word wins: taken back, it stays as a row, so that an older grant that arrives
-- late does not bring it back.
create table user_roles (
  user_id uuid not null references users (id) on delete cascade,
  role text not null references roles (name),
  -- `platform`, or `building:<id>`, `provider:<id>`, `vendor:<id>`
  scope text not null,
  granted_at timestamptz(3) not null,
  granted_by uuid,
  revoked_at timestamptz(3),
  primary key (user_id, role, scope)
);
create index user_roles_scope on user_roles (scope, granted_at, user_id) where revoked_at is null;

create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- `password`, or the name of the identity provider
  method text not null,
  user_agent text,
  ip text,
  created_at timestamptz(3) not null,
  -- The last proof by password, second factor or provider.
  authenticated_at timestamptz(3) not null,
  last_used_at timestamptz(3) not null,
  -- The one refresh token that may be taken next: rotation compares and sets it, and revoking locks the same row.
  refresh_hash bytea not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  end_reason text,
  constraint sessions_refresh_unique unique (refresh_hash)
);
create index sessions_of_user on sessions (user_id, last_used_at);
create index sessions_age on sessions (expires_at);

-- Every refresh token a session ever had, to know a reused one.
create table refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  issued_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  rotated_at timestamptz(3)
);
create index refresh_tokens_of_session on refresh_tokens (session_id);
create index refresh_tokens_age on refresh_tokens (expires_at);

create table oauth_identities (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  provider text not null,
  issuer text not null,
  subject text not null,
  email text not null,
  linked_at timestamptz(3) not null,
  constraint oauth_identities_subject_unique unique (issuer, subject)
);
create index oauth_identities_of_user on oauth_identities (user_id);

-- Sign-ins under way at a provider; a row is deleted by the one reply that may use it.
create table oauth_requests (
  state_hash bytea primary key,
  provider text not null,
  nonce text not null,
  -- Sealed.
  code_verifier bytea not null,
  expires_at timestamptz(3) not null
);
create index oauth_requests_age on oauth_requests (expires_at);

-- Wishes for a mail, taken without a look at whether the address has an account; a loop answers them.
create table mail_requests (
  id uuid primary key,
  kind text not null check (kind in ('verification', 'password_reset', 'already_registered')),
  email text not null,
  requested_at timestamptz(3) not null
);
create index mail_requests_queue on mail_requests (requested_at, id);

-- The secret of a link is a keyed hash of the row's id: it stands in no table.
create table email_verification_tokens (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- What was registered with this link; it counts once the link is used. Anybody can register another's address, so a
  -- link must not prove a registration it was not sent for.
  name text,
  password_hash text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index email_verification_tokens_of_user on email_verification_tokens (user_id);
create table password_reset_tokens (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  reason text not null
);
create index password_reset_tokens_of_user on password_reset_tokens (user_id);

create table invitations (
  id uuid primary key,
  email text not null check (email = lower(email)),
  role text not null references roles (name),
  scope text not null,
  locale text not null check (locale in ('en', 'de')),
  invited_by uuid,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3)
);
create unique index invitations_open_unique on invitations (email, role, scope)
  where accepted_at is null and revoked_at is null;
create index invitations_page on invitations (scope, created_at, id);

create table second_factors (
  user_id uuid primary key references users (id) on delete cascade,
  -- Sealed.
  secret bytea not null,
  created_at timestamptz(3) not null,
  -- Null until a first code proved that the app has the secret.
  confirmed_at timestamptz(3),
  -- The time step of the last code taken: no code is taken twice (RFC 6238, 5.2).
  last_step bigint not null default 0
);
create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  hash bytea not null,
  used_at timestamptz(3),
  primary key (user_id, hash)
);

create table signing_keys (
  kid text primary key,
  -- Of two processes that rotate at once, one has the number.
  generation int not null,
  public_x text not null,
  -- The private key as JWK, sealed.
  private_key bytea not null,
  created_at timestamptz(3) not null,
  -- Published before, so that every verifier knows it when the first token signed with it arrives.
  active_from timestamptz(3) not null,
  -- Published until the last token signed with it has expired; null while it has no successor.
  expires_at timestamptz(3),
  constraint signing_keys_generation_unique unique (generation)
);

-- Entries wait here, written in the transaction they tell of, until a loop seals them into the chain. So logins never
-- wait for each other at the head of the chain.
create table security_audit_pending (
  position bigserial primary key,
  id uuid not null,
  occurred_at timestamptz(3) not null,
  action text not null,
  user_id uuid,
  actor_id uuid,
  session_id uuid,
  ip text,
  details jsonb not null
);

create table security_audit_logs (
  sequence bigint not null,
  id uuid not null,
  occurred_at timestamptz(3) not null,
  -- Never earlier than the row's before, so that a month is one stretch of the chain.
  sealed_at timestamptz(3) not null,
  action text not null,
  user_id uuid,
  actor_id uuid,
  session_id uuid,
  ip text,
  details jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (sealed_at, sequence)
) partition by range (sealed_at);
create index security_audit_logs_sequence on security_audit_logs (sequence);
create index security_audit_logs_user on security_audit_logs (user_id, sequence);

-- Where the chain ends. The mac is keyed by the platform's secret: who can only write to the database cannot make one.
create table security_audit_head (
  singleton boolean primary key default true check (singleton),
  sequence bigint not null,
  hash bytea not null,
  mac bytea,
  sealed_at timestamptz(3) not null
);
insert into security_audit_head (sequence, hash, sealed_at)
values (0, decode(repeat('00', 32), 'hex'), '2000-01-01T00:00:00Z');

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the security log is append-only';
end
$$;
create trigger security_audit_logs_append_only before update or delete on security_audit_logs
  for each row execute function refuse_change();
create trigger security_audit_logs_no_truncate before truncate on security_audit_logs
  for each statement execute function refuse_change();

insert into roles (name, summary) values
  ('resident', 'Lives in a home of the building'),
  ('manager', 'Runs a building'),
  ('admin', 'Runs the platform'),
  ('provider', 'Offers services to residents'),
  ('vendor', 'Sells in the shop'),
  ('influencer', 'Recommends products for a commission'),
  ('reseller', 'Brings customers for a commission'),
  ('support', 'Works for a building: staff, concierge, caretaker');
insert into permissions (name, summary) values
  ('account.suspend', 'Suspend and reactivate accounts'),
  ('audit.read', 'Read and verify the security log'),
  ('building.manage', 'Change a building, its homes and its calendar'),
  ('building.read', 'See a building and its announcements'),
  ('invitation.send', 'Invite people to a role'),
  ('member.verify', 'Decide who lives in a home'),
  ('order.fulfil', 'Handle orders of the own shop'),
  ('product.manage', 'Change the own products'),
  ('referral.earn', 'Earn commission by referrals'),
  ('role.grant', 'Grant and take back roles'),
  ('service.offer', 'Offer services and quotes'),
  ('ticket.open', 'Report problems'),
  ('ticket.work', 'Assign and work on tickets');
insert into role_permissions (role, permission) values
  ('resident', 'building.read'), ('resident', 'ticket.open'),
  ('support', 'building.read'), ('support', 'ticket.open'), ('support', 'ticket.work'),
  ('manager', 'building.read'), ('manager', 'building.manage'), ('manager', 'member.verify'),
  ('manager', 'invitation.send'), ('manager', 'role.grant'), ('manager', 'ticket.open'), ('manager', 'ticket.work'),
  ('provider', 'service.offer'),
  ('vendor', 'product.manage'), ('vendor', 'order.fulfil'),
  ('influencer', 'referral.earn'), ('reseller', 'referral.earn');
insert into role_permissions (role, permission) select 'admin', name from permissions;
