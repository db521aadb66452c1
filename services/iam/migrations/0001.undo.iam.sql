-- Everything this service has; only before anybody relies on it.
drop table security_audit_head, security_audit_logs, security_audit_pending, signing_keys, recovery_codes,
  second_factors, invitations, password_reset_tokens, email_verification_tokens, mail_requests, oauth_requests,
  oauth_identities, refresh_tokens, sessions, user_roles, role_permissions, permissions, roles, users;
drop function refuse_change;
