-- In which building somebody acted as one of those who look after it, for its managers to read.
alter table audit_log add column building_id text;
create index audit_log_building on audit_log (building_id, at desc, id desc) where building_id is not null;
