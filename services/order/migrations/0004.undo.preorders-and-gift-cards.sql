-- It goes back as long as no order is of gift cards alone.
alter table order_cancellations drop column gift_cards;
alter table orders alter column method_id set not null;
alter table order_items drop column gift_card;
alter table order_items drop column awaits;
alter table order_items drop column ships_from;
