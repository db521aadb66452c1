-- A line may be sold before it is there: the day that was promised with it, and whether it is still waited for. And each piece
-- of a line may become a gift card.
alter table order_items add column ships_from date;
alter table order_items add column awaits boolean not null default false;
alter table order_items add column gift_card boolean not null default false;

-- Gift cards are not sent.
alter table orders alter column method_id drop not null;

-- Pieces that are gift cards, by vendor: [{ vendorId, lines: [{ lineId, quantity }] }]. What of them goes back payment says.
alter table order_cancellations add column gift_cards jsonb not null default '[]';
