-- The first release is taken back whole.
drop table simulated_events, simulated_parcels, early_cancellations, carrier_events, shipment_tracking, shipment_lines,
  shipments, senders, delivery_slots, delivery_windows, shipping_rates, shipping_methods, shipping_zone_areas,
  shipping_zones, carriers;
