-- Generated from the migrations by `npm run generate`; reviewed, never edited.

CREATE OR REPLACE FUNCTION public.check_balanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  found_lines int;
  unbalanced int;
  unknown_accounts int;
begin
  select sum(count)::int, count(*) filter (where sum <> 0)::int, coalesce(sum(strangers), 0)::int
  into found_lines, unbalanced, unknown_accounts
  from (
    select count(*) as count, sum(p.amount) as sum, count(*) filter (where a.code is null) as strangers
    from postings p left join accounts a on a.code = p.account
    where p.entry_id = new.id group by p.currency) as by_currency;
  if found_lines is distinct from new.lines then
    raise exception 'entry % has % of % postings', new.id, found_lines, new.lines
      using errcode = 'check_violation', constraint = 'journal_entries_complete';
  end if;
  if unbalanced > 0 then
    raise exception 'the postings of entry % do not sum to zero', new.id
      using errcode = 'check_violation', constraint = 'journal_entries_balanced';
  end if;
  if unknown_accounts > 0 then
    raise exception 'entry % names an account that does not exist', new.id
      using errcode = 'check_violation', constraint = 'journal_entries_accounts';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $function$;

create table accounts (
  code text not null,
  kind text not null,
  vendor_id uuid,
  user_id uuid,
  created_at timestamp(3) with time zone not null,
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'income'::text, 'expense'::text]))),
  constraint accounts_pkey PRIMARY KEY (code)
);

CREATE TRIGGER accounts_kept BEFORE DELETE ON public.accounts FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER accounts_whole BEFORE TRUNCATE ON public.accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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

create table commission_rules (
  id uuid not null,
  version integer not null,
  scope text not null,
  vendor_id uuid,
  rate_ppm integer not null,
  valid_from timestamp(3) with time zone not null,
  created_by uuid,
  created_at timestamp(3) with time zone not null,
  category_id uuid,
  withdrawn boolean not null default false,
  constraint commission_rules_check CHECK (((scope = 'vendor'::text) = (vendor_id IS NOT NULL))),
  constraint commission_rules_rate_ppm_check CHECK (((rate_ppm >= 0) AND (rate_ppm <= 1000000))),
  constraint commission_rules_scope_check CHECK ((scope = ANY (ARRAY['platform'::text, 'vendor'::text]))),
  constraint commission_rules_pkey PRIMARY KEY (id, version)
);

CREATE UNIQUE INDEX commission_rules_once ON public.commission_rules USING btree (vendor_id, category_id, version) NULLS NOT DISTINCT;

create table event_subjects (
  subject text not null,
  sequence bigint not null,
  constraint event_subjects_pkey PRIMARY KEY (subject)
);

create table gift_cards (
  id uuid not null,
  code_index bytea not null,
  last4 text not null,
  currency text not null,
  initial bigint not null,
  balance bigint not null,
  expires_at timestamp(3) with time zone,
  issued_by uuid,
  created_at timestamp(3) with time zone not null,
  constraint gift_cards_balance CHECK (((balance >= 0) AND (balance <= initial))),
  constraint gift_cards_initial_check CHECK ((initial > 0)),
  constraint gift_cards_pkey PRIMARY KEY (id),
  constraint gift_cards_code UNIQUE (code_index)
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

create table invoice_counters (
  series text not null,
  year integer not null,
  last integer not null,
  constraint invoice_counters_pkey PRIMARY KEY (series, year)
);

create table invoices (
  id uuid not null,
  kind text not null,
  payment_id uuid not null,
  order_id uuid not null,
  refund_id uuid,
  payer_id uuid,
  order_number text not null,
  currency text not null,
  total bigint not null,
  bill_to bytea not null,
  lines jsonb not null,
  created_at timestamp(3) with time zone not null,
  series text,
  year integer,
  number integer,
  issued_at timestamp(3) with time zone,
  constraint invoices_check CHECK (((number IS NULL) = (issued_at IS NULL))),
  constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text]))),
  constraint invoices_pkey PRIMARY KEY (id),
  constraint invoices_numbers UNIQUE (series, year, number)
);

CREATE INDEX invoices_of_order ON public.invoices USING btree (order_id);

CREATE UNIQUE INDEX invoices_one_per_payment ON public.invoices USING btree (payment_id) WHERE (kind = 'invoice'::text);

CREATE UNIQUE INDEX invoices_one_per_refund ON public.invoices USING btree (refund_id) WHERE (refund_id IS NOT NULL);

create table jobs (
  name text not null,
  next_run_at timestamp(3) with time zone not null,
  last_started_at timestamp(3) with time zone,
  last_finished_at timestamp(3) with time zone,
  last_error text,
  runs bigint not null default 0,
  constraint jobs_pkey PRIMARY KEY (name)
);

create table journal_entries (
  id uuid not null,
  lines integer not null,
  at timestamp(3) with time zone not null,
  kind text not null,
  source text not null,
  source_id uuid not null,
  payment_id uuid,
  order_id uuid,
  content_hash bytea not null,
  constraint journal_entries_lines_check CHECK ((lines >= 2)),
  constraint journal_entries_pkey PRIMARY KEY (id, lines),
  constraint journal_entries_balanced TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint journal_entries_once UNIQUE (source_id, kind)
);

CREATE INDEX journal_entries_of_payment ON public.journal_entries USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE CONSTRAINT TRIGGER journal_entries_balanced AFTER INSERT ON public.journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_balanced();

CREATE TRIGGER journal_entries_kept BEFORE DELETE OR UPDATE ON public.journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_entries_whole BEFORE TRUNCATE ON public.journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table journal_head (
  single boolean not null default true,
  position bigint not null,
  hash bytea not null,
  mac bytea,
  constraint journal_head_single_check CHECK (single),
  constraint journal_head_pkey PRIMARY KEY (single)
);

create table journal_seals (
  position bigint not null,
  entry_id uuid not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamp(3) with time zone not null,
  constraint journal_seals_pkey PRIMARY KEY ("position"),
  constraint journal_seals_entry_id_key UNIQUE (entry_id)
);

CREATE TRIGGER journal_seals_kept BEFORE DELETE OR UPDATE ON public.journal_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_seals_whole BEFORE TRUNCATE ON public.journal_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table journal_unsealed (
  entry_id uuid not null,
  constraint journal_unsealed_pkey PRIMARY KEY (entry_id)
);

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

create table payment_keys (
  payment_id uuid not null,
  order_id uuid not null,
  constraint payment_keys_pkey PRIMARY KEY (payment_id)
);

create table payment_methods (
  id uuid not null,
  user_id uuid not null,
  provider text not null,
  token bytea not null,
  token_index bytea not null,
  brand text not null,
  last4 text not null,
  expires_month text,
  created_at timestamp(3) with time zone not null,
  constraint payment_methods_pkey PRIMARY KEY (id),
  constraint payment_methods_once UNIQUE (user_id, token_index)
);

create table payment_news (
  position bigint not null default nextval('payment_news_position_seq'::regclass),
  payment_id uuid not null,
  order_id uuid not null,
  payer_id uuid,
  kinds text[] not null,
  amount bigint not null,
  currency text not null,
  reason text,
  refund_id uuid,
  purpose text,
  constraint payment_news_pkey PRIMARY KEY ("position")
);

create table payment_shares (
  payment_id uuid not null,
  vendor_id uuid not null,
  gross bigint not null,
  tax bigint not null,
  platform_funded bigint not null,
  commission bigint not null,
  rule_id uuid,
  rule_version integer,
  refunded_gross bigint not null default 0,
  refunded_tax bigint not null default 0,
  refunded_funded bigint not null default 0,
  refunded_commission bigint not null default 0,
  categories jsonb not null default '[""]'::jsonb,
  deposit boolean not null default false,
  escrow boolean not null default false,
  released_at timestamp(3) with time zone,
  constraint payment_shares_check CHECK (((tax >= 0) AND (tax <= gross))),
  constraint payment_shares_check1 CHECK (((commission >= 0) AND (commission <= (gross + platform_funded)))),
  constraint payment_shares_gross_check CHECK ((gross >= 0)),
  constraint payment_shares_platform_funded_check CHECK ((platform_funded >= 0)),
  constraint payment_shares_refunded CHECK ((((refunded_gross >= 0) AND (refunded_gross <= gross)) AND ((refunded_tax >= 0) AND (refunded_tax <= tax)) AND ((refunded_funded >= 0) AND (refunded_funded <= platform_funded)) AND ((refunded_commission >= 0) AND (refunded_commission <= commission)))),
  constraint payment_shares_released CHECK (((released_at IS NULL) OR escrow)),
  constraint payment_shares_once UNIQUE NULLS NOT DISTINCT (payment_id, vendor_id, rule_id, deposit)
);

create table payment_sources (
  payment_id uuid not null,
  position integer not null,
  kind text not null,
  source_id uuid not null,
  amount bigint not null,
  refunded bigint not null default 0,
  constraint payment_sources_amount_check CHECK ((amount > 0)),
  constraint payment_sources_check CHECK (((refunded >= 0) AND (refunded <= amount))),
  constraint payment_sources_kind_check CHECK ((kind = ANY (ARRAY['gift_card'::text, 'store_credit'::text]))),
  constraint payment_sources_pkey PRIMARY KEY (payment_id, "position")
);

create table payment_transactions (
  id uuid not null,
  payment_id uuid not null,
  kind text not null,
  outcome text not null,
  provider_ref text,
  amount bigint not null,
  reason text,
  at timestamp(3) with time zone not null,
  constraint payment_transactions_kind_check CHECK ((kind = ANY (ARRAY['authorise'::text, 'capture'::text, 'void'::text, 'refund'::text, 'find'::text]))),
  constraint payment_transactions_pkey PRIMARY KEY (id)
);

CREATE INDEX payment_transactions_of ON public.payment_transactions USING btree (payment_id, id);

create table payment_webhooks (
  id uuid not null,
  provider text not null,
  event_id text not null,
  type text not null,
  payment_id uuid,
  refund_id uuid,
  provider_ref text,
  content bytea not null,
  received_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone,
  processed_at timestamp(3) with time zone,
  outcome text,
  constraint payment_webhooks_pkey PRIMARY KEY (id),
  constraint payment_webhooks_once UNIQUE (provider, event_id)
);

CREATE INDEX payment_webhooks_due ON public.payment_webhooks USING btree (next_attempt_at, id) WHERE (next_attempt_at IS NOT NULL);

create table payments (
  id uuid not null,
  order_id uuid not null,
  order_number text not null,
  payer_id uuid,
  amount bigint not null,
  currency text not null,
  card_amount bigint not null,
  method text not null,
  provider text not null,
  provider_ref text,
  state text not null,
  reason text,
  action_url text,
  captured bigint not null default 0,
  refunding bigint not null default 0,
  refunded bigint not null default 0,
  let_go boolean not null default false,
  expires_at timestamp(3) with time zone not null,
  asked_at timestamp(3) with time zone,
  next_check_at timestamp(3) with time zone,
  checks integer not null default 0,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  authorised_at timestamp(3) with time zone,
  captured_at timestamp(3) with time zone,
  purpose text,
  gift_value bigint not null default 0,
  constraint payments_amount_check CHECK ((amount >= 0)),
  constraint payments_captured CHECK (((captured >= 0) AND (captured <= amount))),
  constraint payments_check CHECK (((card_amount >= 0) AND (card_amount <= amount))),
  constraint payments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payments_gift_value CHECK (((gift_value >= 0) AND (gift_value <= amount))),
  constraint payments_method_check CHECK ((method = ANY (ARRAY['card'::text, 'redirect'::text, 'credit'::text, 'none'::text]))),
  constraint payments_refunded CHECK ((((refunded >= 0) AND (refunded <= refunding)) AND (refunding <= captured))),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['initiated'::text, 'action_required'::text, 'authorised'::text, 'capturing'::text, 'captured'::text, 'unknown'::text, 'declined'::text, 'voided'::text, 'expired'::text]))),
  constraint payments_pkey PRIMARY KEY (order_id, id)
) partition by HASH (order_id);

CREATE INDEX payments_due ON ONLY public.payments USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX payments_of_payer ON ONLY public.payments USING btree (payer_id, created_at, id) WHERE (payer_id IS NOT NULL);

CREATE INDEX payments_of_provider ON ONLY public.payments USING btree (provider_ref) WHERE (provider = 'razorpay'::text);

create table payouts (
  id uuid not null,
  vendor_id uuid not null,
  currency text not null,
  amount bigint not null,
  until timestamp(3) with time zone not null,
  started_by uuid,
  created_at timestamp(3) with time zone not null,
  constraint payouts_amount_check CHECK ((amount > 0)),
  constraint payouts_pkey PRIMARY KEY (id)
);

CREATE INDEX payouts_of_vendor ON public.payouts USING btree (vendor_id, created_at, id);

create table postings (
  entry_id uuid not null,
  line integer not null,
  lines integer not null,
  account text not null,
  currency text not null,
  amount bigint not null,
  rule_id uuid,
  rule_version integer,
  constraint postings_amount_check CHECK ((amount <> 0)),
  constraint postings_check CHECK (((line >= 1) AND (line <= lines))),
  constraint postings_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint postings_entry_id_lines_fkey FOREIGN KEY (entry_id, lines) REFERENCES journal_entries(id, lines),
  constraint postings_pkey PRIMARY KEY (entry_id, line)
);

CREATE INDEX postings_of_account ON public.postings USING btree (account, currency, entry_id) INCLUDE (amount);

CREATE TRIGGER postings_kept BEFORE DELETE OR UPDATE ON public.postings FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER postings_whole BEFORE TRUNCATE ON public.postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table reconciliations (
  id uuid not null,
  at timestamp(3) with time zone not null,
  checked jsonb not null,
  differences jsonb not null,
  constraint reconciliations_pkey PRIMARY KEY (id)
);

create table refunds (
  id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount bigint not null,
  currency text not null,
  card_amount bigint not null,
  state text not null,
  reason text not null,
  provider_ref text,
  failure text,
  shares jsonb not null,
  sources jsonb not null,
  next_check_at timestamp(3) with time zone,
  checks integer not null default 0,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  cards jsonb not null default '[]'::jsonb,
  constraint refunds_amount_check CHECK ((amount > 0)),
  constraint refunds_check CHECK (((card_amount >= 0) AND (card_amount <= amount))),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text]))),
  constraint refunds_pkey PRIMARY KEY (id)
);

CREATE INDEX refunds_due ON public.refunds USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX refunds_of_payment ON public.refunds USING btree (payment_id, created_at);

create table sandbox_behaviour (
  single boolean not null default true,
  decline_next integer not null default 0,
  delay_ms integer not null default 0,
  duplicates integer not null default 1,
  drop_webhooks boolean not null default false,
  outage boolean not null default false,
  constraint sandbox_behaviour_decline_next_check CHECK ((decline_next >= 0)),
  constraint sandbox_behaviour_single_check CHECK (single),
  constraint sandbox_behaviour_pkey PRIMARY KEY (single)
);

create table sandbox_events (
  position bigint not null default nextval('sandbox_events_position_seq'::regclass),
  id text not null,
  type text not null,
  payment_key text not null,
  refund_key text,
  created_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  constraint sandbox_events_pkey PRIMARY KEY ("position")
);

CREATE INDEX sandbox_events_due ON public.sandbox_events USING btree (due_at, "position");

create table sandbox_payments (
  key text not null,
  id text not null,
  amount bigint not null,
  currency text not null,
  order_number text not null,
  return_url text,
  state text not null,
  becomes text,
  becomes_at timestamp(3) with time zone,
  reason text,
  magic text not null,
  captured bigint not null default 0,
  refunded bigint not null default 0,
  created_at timestamp(3) with time zone not null,
  captured_at timestamp(3) with time zone,
  constraint sandbox_payments_becomes_check CHECK ((becomes = ANY (ARRAY['authorised'::text, 'declined'::text]))),
  constraint sandbox_payments_state_check CHECK ((state = ANY (ARRAY['requires_action'::text, 'pending'::text, 'authorised'::text, 'captured'::text, 'declined'::text, 'voided'::text]))),
  constraint sandbox_refunded CHECK (((refunded <= captured) AND (captured <= amount))),
  constraint sandbox_payments_pkey PRIMARY KEY (key),
  constraint sandbox_payments_id_key UNIQUE (id)
);

CREATE INDEX sandbox_payments_pending ON public.sandbox_payments USING btree (becomes_at) WHERE (becomes_at IS NOT NULL);

CREATE INDEX sandbox_payments_recent ON public.sandbox_payments USING btree (created_at, key);

create table sandbox_refunds (
  key text not null,
  id text not null,
  payment_key text not null,
  amount bigint not null,
  state text not null,
  created_at timestamp(3) with time zone not null,
  constraint sandbox_refunds_amount_check CHECK ((amount > 0)),
  constraint sandbox_refunds_state_check CHECK ((state = ANY (ARRAY['succeeded'::text, 'failed'::text]))),
  constraint sandbox_refunds_payment_key_fkey FOREIGN KEY (payment_key) REFERENCES sandbox_payments(key),
  constraint sandbox_refunds_pkey PRIMARY KEY (key),
  constraint sandbox_refunds_id_key UNIQUE (id)
);

create table settlement_files (
  id uuid not null,
  provider text not null,
  content_hash bytea not null,
  rows integer not null,
  imported_by uuid,
  imported_at timestamp(3) with time zone not null,
  constraint settlement_files_pkey PRIMARY KEY (id),
  constraint settlement_files_once UNIQUE (provider, content_hash)
);

create table settlement_lines (
  provider text not null,
  entity_ref text not null,
  file_id uuid not null,
  kind text not null,
  payment_ref text,
  our_key text,
  amount bigint not null,
  fee bigint not null,
  currency text not null,
  settled_at timestamp(3) with time zone not null,
  constraint settlement_lines_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'adjustment'::text]))),
  constraint settlement_lines_file_id_fkey FOREIGN KEY (file_id) REFERENCES settlement_files(id),
  constraint settlement_lines_pkey PRIMARY KEY (provider, entity_ref)
);

create table sold_gift_cards (
  id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  line_id uuid not null,
  nth integer not null,
  value bigint not null,
  currency text not null,
  code bytea not null,
  code_index bytea not null,
  last4 text not null,
  withdrawn bigint not null default 0,
  withdrawn_by uuid,
  constraint sold_gift_cards_value_check CHECK ((value > 0)),
  constraint sold_gift_cards_withdrawn CHECK (((withdrawn >= 0) AND (withdrawn <= value))),
  constraint sold_gift_cards_pkey PRIMARY KEY (id),
  constraint sold_gift_cards_once UNIQUE (payment_id, line_id, nth)
);

CREATE INDEX sold_gift_cards_of_order ON public.sold_gift_cards USING btree (order_id);

create table store_credits (
  user_id uuid not null,
  currency text not null,
  balance bigint not null,
  constraint store_credits_balance CHECK ((balance >= 0)),
  constraint store_credits_pkey PRIMARY KEY (user_id, currency)
);
