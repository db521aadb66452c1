-- It came with this migration.
drop table vendor_staff;
delete from deliveries where guest_order_id is not null;
alter table deliveries drop constraint deliveries_recipient;
alter table deliveries drop column guest_order_id;
alter table deliveries add constraint deliveries_check check (user_id is not null or request_id is not null);
