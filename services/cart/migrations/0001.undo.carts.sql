drop table cart_items;
drop table carts;
