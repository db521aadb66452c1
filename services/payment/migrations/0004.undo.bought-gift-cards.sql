-- It goes back as long as no gift card was bought.
alter table refunds drop column cards;
drop table sold_gift_cards;
alter table payments drop column gift_value;
