-- The first migration: undoing it leaves an empty database.
drop table acknowledgements, emergencies, building_staff, mailbox, suppressions, device_tokens, notification_settings,
  notification_preferences, email_templates, send_counts, notification_logs, deliveries, notifications;
