-- The first migration: undone, nothing of the service is left.
-- The tables go with everything in them, as there is no earlier form to return to.
drop table data_request_parts, data_requests, released_files, wishlist_items, payment_methods, addresses, user_preferences, user_profiles;
