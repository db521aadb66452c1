-- A share may be held in escrow, until whoever it was captured for says that the vendor has earned it.
alter table payment_shares add column escrow boolean not null default false;
alter table payment_shares add column released_at timestamptz(3);
alter table payment_shares add constraint payment_shares_released check (released_at is null or escrow);
