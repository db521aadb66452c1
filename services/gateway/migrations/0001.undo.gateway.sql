-- The first release is taken back whole.
drop table api_logs;
-- As above.
drop table analytics_events;
