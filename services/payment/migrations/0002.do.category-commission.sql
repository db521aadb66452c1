-- A rule may hold for a category alone, of one vendor or of all.
alter table commission_rules add column category_id uuid;
drop index commission_rules_of_vendor, commission_rules_of_platform;
create unique index commission_rules_once on commission_rules (vendor_id, category_id, version) nulls not distinct;

-- What a vendor earns is kept by the rule that its commission goes by. `categories` has what it was earned with, as the
-- sets of categories that its goods were in, so that a refund finds the rule of the sale.
alter table payment_shares add column categories jsonb not null default '[""]';
alter table payment_shares drop constraint payment_shares_pkey;
alter table payment_shares add constraint payment_shares_once unique nulls not distinct (payment_id, vendor_id, rule_id);
