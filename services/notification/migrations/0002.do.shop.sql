-- A guest has no account, only an address that stands in an order: order is asked for it when the message is sent.
alter table deliveries add column guest_order_id uuid;
alter table deliveries drop constraint deliveries_check;
alter table deliveries add constraint deliveries_recipient
  check (num_nonnulls(user_id, request_id, guest_order_id) > 0);

-- Who works for each vendor, as iam's events tell it.
create table vendor_staff (
  vendor_id uuid not null,
  user_id uuid not null,
  primary key (vendor_id, user_id)
);
create index vendor_staff_of_user on vendor_staff (user_id);
