-- It goes back as long as nothing is held.
alter table payment_shares drop constraint payment_shares_released;
alter table payment_shares drop column released_at;
alter table payment_shares drop column escrow;

-- A rule that has ended begins to hold again.
delete from commission_rules where withdrawn;
alter table commission_rules drop column withdrawn;
-- It goes back as long as no deposit was held apart.
alter table payment_shares drop constraint payment_shares_once;
alter table payment_shares add constraint payment_shares_once unique nulls not distinct (payment_id, vendor_id, rule_id);
alter table payment_shares drop column deposit;
alter table payment_news drop column purpose;
alter table payments drop column purpose;
