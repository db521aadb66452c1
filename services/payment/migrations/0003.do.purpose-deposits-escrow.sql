-- Whose a payment is: the service that asked for it knows what `order_id` names. Until now a booking was told by its number.
alter table payments add column purpose text;
update payments set purpose = case when order_number like 'B-%' then 'booking' else 'order' end where method <> 'none';
-- Told with a refund alone.
alter table payment_news add column purpose text;
update payment_news n set purpose = p.purpose from payments p where p.order_id = n.order_id and p.id = n.payment_id;

-- Deposits are held apart from what a vendor is owed; what was captured until now stays where it is.
alter table payment_shares add column deposit boolean not null default false;
alter table payment_shares drop constraint payment_shares_once;
alter table payment_shares
  add constraint payment_shares_once unique nulls not distinct (payment_id, vendor_id, rule_id, deposit);

-- The version with which a rule ends.
alter table commission_rules add column withdrawn boolean not null default false;

-- A share may be held in escrow, until whoever it was captured for says that the vendor has earned it.
alter table payment_shares add column escrow boolean not null default false;
alter table payment_shares add column released_at timestamptz(3);
alter table payment_shares add constraint payment_shares_released check (released_at is null or escrow);
