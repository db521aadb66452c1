-- What of a payment was for gift cards: theirs, and no vendor's.
alter table payments add column gift_value int8 not null default 0;
alter table payments add constraint payments_gift_value check (gift_value between 0 and amount);

-- Gift cards that were bought here. They are entered when their payment is about to be taken, and issued (`gift_cards`, by
-- the same id) by the statement that writes down that it was.
create table sold_gift_cards (
  id uuid primary key,
  payment_id uuid not null,
  order_id uuid not null,
  line_id uuid not null,
  nth int not null,
  value int8 not null check (value > 0),
  currency text not null,
  -- Sealed: it is money, and goes to the buyer alone.
  code bytea not null,
  code_index bytea not null,
  last4 text not null,
  -- What went back to the buyer of it, by which refund.
  withdrawn int8 not null default 0,
  withdrawn_by uuid,
  constraint sold_gift_cards_once unique (payment_id, line_id, nth),
  constraint sold_gift_cards_withdrawn check (withdrawn between 0 and value)
);
create index sold_gift_cards_of_order on sold_gift_cards (order_id);

-- What of a refund is taken from gift cards that were bought: [{ id, amount }], amounts as decimal text.
alter table refunds add column cards jsonb not null default '[]';
