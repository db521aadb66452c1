-- The first migration: undone, nothing of the service is left.
drop view ticket_cards;
-- The tables go with everything in them, as there is no earlier form to return to.
drop table asset_history, ticket_tags, tags, observers, attachments, comments, status_history, assignments,
  escalation_rules, sla_timestamps, tickets, schedules, incidents, assets, categories, staff, residents, calendars,
  building_codes;
drop sequence building_code_numbers, ticket_numbers, timeline_positions;
