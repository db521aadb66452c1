-- The first release is taken back whole.
drop table uploads;
-- As above.
drop table files;
