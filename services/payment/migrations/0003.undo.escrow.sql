-- It goes back as long as nothing is held.
alter table payment_shares drop constraint payment_shares_released;
alter table payment_shares drop column released_at;
alter table payment_shares drop column escrow;
