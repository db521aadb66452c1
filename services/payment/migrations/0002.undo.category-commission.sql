-- It goes back as long as no vendor earned under two rules in one payment.
alter table payment_shares drop constraint payment_shares_once;
alter table payment_shares add primary key (payment_id, vendor_id);
alter table payment_shares drop column categories;
drop index commission_rules_once;
delete from commission_rules where category_id is not null;
alter table commission_rules drop column category_id;
create unique index commission_rules_of_vendor on commission_rules (vendor_id, version) where scope = 'vendor';
create unique index commission_rules_of_platform on commission_rules (version) where scope = 'platform';
