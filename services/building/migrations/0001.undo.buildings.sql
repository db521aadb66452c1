-- Undoing the first file leaves nothing of the service.
drop table move_out_reports, move_outs, property_registrations, document_claims, verification_requests,
  invitation_codes, residents, unit_memberships, holidays, calendar_hours, units, floors, entrances, buildings;
