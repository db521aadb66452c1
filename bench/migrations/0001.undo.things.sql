drop table seen_things, things, owners;
