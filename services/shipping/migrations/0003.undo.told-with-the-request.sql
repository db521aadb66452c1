alter table shipments add column announced_at timestamptz(3);
update shipments set announced_at = created_at;
create index shipments_unannounced on shipments (created_at) where announced_at is null;
