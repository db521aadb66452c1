alter table audit_log drop column building_id;
