drop table audit_log, jobs, idempotency_keys, inbox_horizon, inbox, outbox, event_subjects;
