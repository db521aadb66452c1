alter table simulated_parcels drop column label;
alter table shipments drop column label, drop column former_building_id, drop column former_address;
