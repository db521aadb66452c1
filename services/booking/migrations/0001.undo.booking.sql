-- The first migration: undone, nothing of the service is left.
drop view booking_cards;
-- The tables go with everything in them, as there is no earlier form to return to.
drop table calendar_feeds, draw_entries, draws, waitlist, check_ins, refunds, cancellations, holds, slots, reservations,
  booking_series, outages, availability_rules, resources, residents;
drop extension btree_gist;
