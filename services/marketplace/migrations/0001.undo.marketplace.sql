-- The first migration: undone, nothing of the service is left.
drop view job_cards;
-- The tables go with everything in them, as there is no earlier form to return to.
drop table payouts, disputes, job_files, job_history, appointments, warranty_claims, job_bookings, quote_messages, quotes,
  quote_invitations, request_files, quote_requests, availability_windows, listing_areas, listings, provider_standings,
  released_claims, provider_documents, providers, forgotten_people, residents;
drop extension btree_gist;
