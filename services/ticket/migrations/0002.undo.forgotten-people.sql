-- It came with this migration.
drop table forgotten_people;
