-- It goes back as long as nothing was preordered.
drop table preorder_items;
drop table preorders;
update product_listings set card = card - 'availableFrom' || jsonb_build_object('variants', (
  select coalesce(jsonb_agg(v - 'availableFrom' order by nth), '[]')
  from jsonb_array_elements(card -> 'variants') with ordinality as x (v, nth)));
