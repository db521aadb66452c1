-- Which order a payment is for: the partition it lies in follows from this, and no id can stand for two payments.
create table payment_keys (
  payment_id uuid primary key,
  order_id uuid not null
);

create table payments (
  id uuid not null,
  order_id uuid not null,
  order_number text not null,
  payer_id uuid,
  amount int8 not null check (amount >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What the provider is asked for; the rest is gift cards and store credit.
  card_amount int8 not null check (card_amount between 0 and amount),
  -- `none` is a tombstone: it was let go of before it began.
  method text not null check (method in ('card', 'redirect', 'credit', 'none')),
  provider text not null,
  provider_ref text,
  state text not null check (state in ('initiated', 'action_required', 'authorised', 'capturing', 'captured', 'unknown',
                                       'declined', 'voided', 'expired')),
  reason text,
  action_url text,
  captured int8 not null default 0,
  -- Refunds under way and done; `refunded` are those that are done.
  refunding int8 not null default 0,
  refunded int8 not null default 0,
  -- Whatever the provider still holds or takes is to be given back.
  let_go boolean not null default false,
  expires_at timestamptz(3) not null,
  asked_at timestamptz(3),
  next_check_at timestamptz(3),
  checks int not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  authorised_at timestamptz(3),
  captured_at timestamptz(3),
  primary key (order_id, id),
  constraint payments_captured check (captured between 0 and amount),
  constraint payments_refunded check (refunded between 0 and refunding and refunding <= captured)
) partition by hash (order_id);
create table payments_0 partition of payments for values with (modulus 8, remainder 0) with (fillfactor = 70);
create table payments_1 partition of payments for values with (modulus 8, remainder 1) with (fillfactor = 70);
create table payments_2 partition of payments for values with (modulus 8, remainder 2) with (fillfactor = 70);
create table payments_3 partition of payments for values with (modulus 8, remainder 3) with (fillfactor = 70);
create table payments_4 partition of payments for values with (modulus 8, remainder 4) with (fillfactor = 70);
create table payments_5 partition of payments for values with (modulus 8, remainder 5) with (fillfactor = 70);
create table payments_6 partition of payments for values with (modulus 8, remainder 6) with (fillfactor = 70);
create table payments_7 partition of payments for values with (modulus 8, remainder 7) with (fillfactor = 70);
create index payments_due on payments (next_check_at) where next_check_at is not null;
create index payments_of_provider on payments (provider_ref) where provider = 'razorpay';
create index payments_of_payer on payments (payer_id, created_at, id) where payer_id is not null;

-- Every word exchanged with a provider.
create table payment_transactions (
  id uuid primary key,
  payment_id uuid not null,
  kind text not null check (kind in ('authorise', 'capture', 'void', 'refund', 'find')),
  outcome text not null,
  provider_ref text,
  amount int8 not null,
  reason text,
  at timestamptz(3) not null
);
create index payment_transactions_of on payment_transactions (payment_id, id);

-- Who is owed what of a payment, and by which rule the commission was reckoned.
create table payment_shares (
  payment_id uuid not null,
  vendor_id uuid not null,
  gross int8 not null check (gross >= 0),
  tax int8 not null check (tax between 0 and gross),
  platform_funded int8 not null check (platform_funded >= 0),
  commission int8 not null check (commission between 0 and gross + platform_funded),
  rule_id uuid,
  rule_version int,
  refunded_gross int8 not null default 0,
  refunded_tax int8 not null default 0,
  refunded_funded int8 not null default 0,
  refunded_commission int8 not null default 0,
  primary key (payment_id, vendor_id),
  constraint payment_shares_refunded check (
    refunded_gross between 0 and gross and refunded_tax between 0 and tax
    and refunded_funded between 0 and platform_funded and refunded_commission between 0 and commission)
);

-- What gift cards and store credit gave of a payment; without a row all of it is the provider's.
create table payment_sources (
  payment_id uuid not null,
  position int not null,
  kind text not null check (kind in ('gift_card', 'store_credit')),
  source_id uuid not null,
  amount int8 not null check (amount > 0),
  refunded int8 not null default 0 check (refunded between 0 and amount),
  primary key (payment_id, position)
);

create table refunds (
  id uuid primary key,
  payment_id uuid not null,
  order_id uuid not null,
  amount int8 not null check (amount > 0),
  currency text not null,
  card_amount int8 not null check (card_amount between 0 and amount),
  state text not null check (state in ('pending', 'succeeded', 'failed')),
  reason text not null,
  provider_ref text,
  failure text,
  -- Amounts as decimal text: [{ vendorId, gross, tax, funded, commission, ruleId, ruleVersion }], [{ position, amount }].
  shares jsonb not null,
  sources jsonb not null,
  next_check_at timestamptz(3),
  checks int not null default 0,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create index refunds_of_payment on refunds (payment_id, created_at);
create index refunds_due on refunds (next_check_at) where next_check_at is not null;

-- What has happened and is not yet told: made into events, and invoices into numbered ones, in batches by one loop.
create table payment_news (
  position bigserial primary key,
  payment_id uuid not null,
  order_id uuid not null,
  payer_id uuid,
  kinds text[] not null,
  amount int8 not null,
  currency text not null,
  reason text,
  refund_id uuid
);

create table payment_methods (
  id uuid primary key,
  user_id uuid not null,
  provider text not null,
  token bytea not null,
  token_index bytea not null,
  brand text not null,
  last4 text not null,
  expires_month text,
  created_at timestamptz(3) not null,
  constraint payment_methods_once unique (user_id, token_index)
);

create table payment_webhooks (
  id uuid primary key,
  provider text not null,
  event_id text not null,
  type text not null,
  -- Our own key of what it is about, where the provider repeats it, or else the provider's name for it.
  payment_id uuid,
  refund_id uuid,
  provider_ref text,
  -- Sealed as it came, since it may name a person.
  content bytea not null,
  received_at timestamptz(3) not null,
  attempts int not null default 0,
  next_attempt_at timestamptz(3),
  processed_at timestamptz(3),
  outcome text,
  constraint payment_webhooks_once unique (provider, event_id)
);
create index payment_webhooks_due on payment_webhooks (next_attempt_at, id) where next_attempt_at is not null;

create table invoice_counters (
  series text not null,
  year int not null,
  last int not null,
  primary key (series, year)
);

create table invoices (
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit_note')),
  payment_id uuid not null,
  order_id uuid not null,
  refund_id uuid,
  payer_id uuid,
  order_number text not null,
  currency text not null,
  total int8 not null,
  bill_to bytea not null,
  lines jsonb not null,
  created_at timestamptz(3) not null,
  -- Given once the payment is captured, or the refund done, in the order in which that happened.
  series text,
  year int,
  number int,
  issued_at timestamptz(3),
  constraint invoices_numbers unique (series, year, number),
  check ((number is null) = (issued_at is null))
);
create unique index invoices_one_per_payment on invoices (payment_id) where kind = 'invoice';
create unique index invoices_one_per_refund on invoices (refund_id) where refund_id is not null;
create index invoices_of_order on invoices (order_id);

create table commission_rules (
  id uuid not null,
  version int not null,
  scope text not null check (scope in ('platform', 'vendor')),
  vendor_id uuid,
  rate_ppm int not null check (rate_ppm between 0 and 1000000),
  valid_from timestamptz(3) not null,
  created_by uuid,
  created_at timestamptz(3) not null,
  primary key (id, version),
  check ((scope = 'vendor') = (vendor_id is not null))
);
create unique index commission_rules_of_vendor on commission_rules (vendor_id, version) where scope = 'vendor';
create unique index commission_rules_of_platform on commission_rules (version) where scope = 'platform';

create table gift_cards (
  id uuid primary key,
  code_index bytea not null,
  last4 text not null,
  currency text not null,
  initial int8 not null check (initial > 0),
  balance int8 not null,
  expires_at timestamptz(3),
  issued_by uuid,
  created_at timestamptz(3) not null,
  constraint gift_cards_code unique (code_index),
  constraint gift_cards_balance check (balance between 0 and initial)
);

create table store_credits (
  user_id uuid not null,
  currency text not null,
  balance int8 not null constraint store_credits_balance check (balance >= 0),
  primary key (user_id, currency)
);

create table payouts (
  id uuid primary key,
  vendor_id uuid not null,
  currency text not null,
  amount int8 not null check (amount > 0),
  until timestamptz(3) not null,
  started_by uuid,
  created_at timestamptz(3) not null
);
create index payouts_of_vendor on payouts (vendor_id, created_at, id);

create table settlement_files (
  id uuid primary key,
  provider text not null,
  content_hash bytea not null,
  rows int not null,
  imported_by uuid,
  imported_at timestamptz(3) not null,
  constraint settlement_files_once unique (provider, content_hash)
);
create table settlement_lines (
  provider text not null,
  entity_ref text not null,
  file_id uuid not null references settlement_files,
  kind text not null check (kind in ('payment', 'refund', 'adjustment')),
  payment_ref text,
  our_key text,
  amount int8 not null,
  fee int8 not null,
  currency text not null,
  settled_at timestamptz(3) not null,
  primary key (provider, entity_ref)
);

create table reconciliations (
  id uuid primary key,
  at timestamptz(3) not null,
  checked jsonb not null,
  differences jsonb not null
);

-- Double entry, append-only. A debit is positive, a credit negative; the postings of an entry sum to zero per currency.

create table accounts (
  code text primary key,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
  vendor_id uuid,
  user_id uuid,
  created_at timestamptz(3) not null
);

create table journal_entries (
  id uuid not null,
  -- How many postings it has: with the key of a posting this leaves no room for one more, at any later time.
  lines int not null check (lines >= 2),
  at timestamptz(3) not null,
  kind text not null,
  -- The event or decision it follows from, and what that was about.
  source text not null,
  source_id uuid not null,
  payment_id uuid,
  order_id uuid,
  content_hash bytea not null,
  primary key (id, lines),
  -- A capture, a refund, a payout is written down once, whatever else fails.
  constraint journal_entries_once unique (source_id, kind)
);
create index journal_entries_of_payment on journal_entries (payment_id) where payment_id is not null;

create table postings (
  entry_id uuid not null,
  line int not null,
  lines int not null,
  account text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount int8 not null check (amount <> 0),
  -- The version of the rule that the amount was reckoned by.
  rule_id uuid,
  rule_version int,
  primary key (entry_id, line),
  check (line between 1 and lines),
  foreign key (entry_id, lines) references journal_entries (id, lines)
);
-- Ids of entries are in the order of time.
create index postings_of_account on postings (account, currency, entry_id) include (amount);

-- Entries that are not yet in the chain, and the chain: each seal covers the one before.
create table journal_unsealed (
  entry_id uuid primary key
);
create table journal_seals (
  position int8 primary key,
  entry_id uuid not null unique,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz(3) not null
);
create table journal_head (
  single boolean primary key default true check (single),
  position int8 not null,
  hash bytea not null,
  -- Keyed, so that nobody can shorten the chain with the database alone.
  mac bytea
);
insert into journal_head (position, hash) values (0, decode(repeat('00', 32), 'hex'));

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger accounts_kept before delete on accounts for each row execute function refuse_change();
create trigger accounts_whole before truncate on accounts for each statement execute function refuse_change();
create trigger journal_entries_kept before update or delete on journal_entries for each row execute function refuse_change();
create trigger journal_entries_whole before truncate on journal_entries for each statement execute function refuse_change();
create trigger postings_kept before update or delete on postings for each row execute function refuse_change();
create trigger postings_whole before truncate on postings for each statement execute function refuse_change();
create trigger journal_seals_kept before update or delete on journal_seals for each row execute function refuse_change();
create trigger journal_seals_whole before truncate on journal_seals for each statement execute function refuse_change();

-- Once per entry, at commit: all its postings are there, balance in each currency, and go to accounts that exist.
create function check_balanced() returns trigger language plpgsql as $$
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
end $$;
create constraint trigger journal_entries_balanced after insert on journal_entries
  deferrable initially deferred for each row execute function check_balanced();

-- The sandbox is a provider of its own: these tables are its, nothing of payment reads them.
create table sandbox_payments (
  -- The merchant's key: the same key is the same payment.
  key text primary key,
  id text not null unique,
  amount int8 not null,
  currency text not null,
  order_number text not null,
  return_url text,
  state text not null check (state in ('requires_action', 'pending', 'authorised', 'captured', 'declined', 'voided')),
  -- What a pending one becomes, and when.
  becomes text check (becomes in ('authorised', 'declined')),
  becomes_at timestamptz(3),
  reason text,
  magic text not null,
  captured int8 not null default 0,
  refunded int8 not null default 0,
  created_at timestamptz(3) not null,
  captured_at timestamptz(3),
  constraint sandbox_refunded check (refunded <= captured and captured <= amount)
);
create index sandbox_payments_pending on sandbox_payments (becomes_at) where becomes_at is not null;
create index sandbox_payments_recent on sandbox_payments (created_at, key);

create table sandbox_refunds (
  key text primary key,
  id text not null unique,
  payment_key text not null references sandbox_payments,
  amount int8 not null check (amount > 0),
  state text not null check (state in ('succeeded', 'failed')),
  created_at timestamptz(3) not null
);

-- Webhooks to be delivered, each until it is taken or a day is over.
create table sandbox_events (
  position bigserial primary key,
  id text not null,
  type text not null,
  payment_key text not null,
  refund_key text,
  created_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  attempts int not null default 0
);
create index sandbox_events_due on sandbox_events (due_at, position);

create table sandbox_behaviour (
  single boolean primary key default true check (single),
  decline_next int not null default 0 check (decline_next >= 0),
  delay_ms int not null default 0,
  duplicates int not null default 1,
  drop_webhooks boolean not null default false,
  outage boolean not null default false
);
insert into sandbox_behaviour default values;
