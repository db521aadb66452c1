-- Where a parcel with a label went before it was sent elsewhere: kept until the carrier has it under the new address, as it
-- goes there still if it was fetched before.
alter table shipments add column former_address bytea;
alter table shipments add column former_building_id uuid;
-- Which label counts: one that was printed before it does not.
alter table shipments add column label int not null default 1;
alter table simulated_parcels add column label int not null default 1;
