-- The first migration: undone, nothing of the service is left.
-- The tables go with everything in them, as there is no earlier form to return to.
drop table moderation_decisions, flags, released_claims, attachments, edits, reactions, comments, poll_votes,
  poll_options, polls, acknowledgements, announcements, posts, staff, homes, forgotten_people,
  residents;
drop function refuse_change();
