-- The first migration: undone, nothing of the service is left.
drop table message_reports, file_claims, read_states, pins, mentions, message_revisions, messages, channels, staff,
  residents;
