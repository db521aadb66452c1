-- Back to before there were orders.
drop table forgotten_users, tax_rates, tax_countries, order_refunds, order_cancellations, checkout_sagas, order_notes,
  shipping_addresses, order_status_history, order_groups, order_items, orders;
