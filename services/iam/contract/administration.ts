// What administrators, and managers in their building, decide about others.

import { z } from 'zod';
import type { AccessRule } from '#kernel/access';
import { endpoint, Id, Nothing, pageInput, pageOf } from '#kernel/contract';
import {
  Account,
  AuditCheckpoint,
  AuditEntry,
  AuditVerification,
  Email,
  Invitation,
  InvitationState,
  Locale,
  RoleDescription,
  RoleHolder,
  RoleName,
  ScopeName,
  UserState,
  UserSummary,
} from './wire.ts';

const admin: AccessRule = { role: 'admin', of: 'platform' };
/** A manager may grant `resident` and `support` in the own building; see domain/grants.ts. */
const granter: AccessRule = { role: ['admin', 'manager'], of: 'row' };
const Reason = z.string().trim().min(1).max(500);

export const listUsers = endpoint({
  method: 'GET',
  path: '/v1/users',
  summary: 'People by name, address, state or role; newest first',
  access: admin,
  input: z.strictObject({
    ...pageInput,
    query: z.string().trim().min(2).max(100).optional(),
    state: UserState.optional(),
    role: RoleName.optional(),
  }),
  output: pageOf(UserSummary),
});

export const getUser = endpoint({
  method: 'GET',
  path: '/v1/users/:userId',
  summary: 'One account',
  access: admin,
  input: z.strictObject({ userId: Id }),
  output: Account,
  errors: ['not_found'],
});

export const suspendUser = endpoint({
  method: 'POST',
  path: '/v1/users/:userId/suspend',
  summary: 'Suspend an account; ends its sessions',
  access: admin,
  audit: ['userId', 'reason'],
  input: z.strictObject({ userId: Id, reason: Reason }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const reactivateUser = endpoint({
  method: 'POST',
  path: '/v1/users/:userId/reactivate',
  summary: 'Let a suspended account in again',
  access: admin,
  audit: ['userId'],
  input: z.strictObject({ userId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const listRoles = endpoint({
  method: 'GET',
  path: '/v1/roles',
  summary: 'The roles and what each may do',
  access: 'user',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(RoleDescription) }),
});

export const listRoleHolders = endpoint({
  method: 'GET',
  path: '/v1/role-holders',
  summary: 'Who holds a role in a scope',
  access: granter,
  input: z.strictObject({ ...pageInput, scope: ScopeName, role: RoleName.optional() }),
  output: pageOf(RoleHolder),
  errors: ['not_found'],
});

export const grantRole = endpoint({
  method: 'POST',
  path: '/v1/users/:userId/roles',
  summary: 'Grant a role in a scope',
  access: granter,
  audit: ['userId', 'role', 'scope'],
  input: z.strictObject({ userId: Id, role: RoleName, scope: ScopeName }),
  output: Nothing,
  errors: ['not_found'],
});

export const revokeRole = endpoint({
  method: 'DELETE',
  path: '/v1/users/:userId/roles',
  summary: 'Take a role in a scope back',
  access: granter,
  audit: ['userId', 'role', 'scope'],
  input: z.strictObject({ userId: Id, role: RoleName, scope: ScopeName }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const inviteUser = endpoint({
  method: 'POST',
  path: '/v1/invitations',
  summary: 'Invite somebody to a role by e-mail',
  access: granter,
  idempotent: true,
  creates: true,
  audit: ['role', 'scope'],
  input: z.strictObject({ email: Email, role: RoleName, scope: ScopeName, locale: Locale.default('en') }),
  output: Invitation,
  errors: ['not_found', 'conflict'],
});

export const listInvitations = endpoint({
  method: 'GET',
  path: '/v1/invitations',
  summary: 'Invitations to a scope, newest first',
  access: granter,
  input: z.strictObject({ ...pageInput, scope: ScopeName, state: InvitationState.optional() }),
  output: pageOf(Invitation),
  errors: ['not_found'],
});

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/v1/invitations/:invitationId',
  summary: 'Take an invitation back',
  access: granter,
  audit: ['invitationId'],
  input: z.strictObject({ invitationId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const listAuditLog = endpoint({
  method: 'GET',
  path: '/v1/security-audit',
  summary: 'The security log, newest first',
  access: admin,
  input: z.strictObject({ ...pageInput, userId: Id.optional(), action: z.string().min(1).max(60).optional() }),
  output: pageOf(AuditEntry),
});

export const verifyAuditLog = endpoint({
  method: 'POST',
  path: '/v1/security-audit/verifications',
  summary: 'Check the chain of the security log; names the first row that is not as it was written',
  access: admin,
  deadlineMs: 60_000,
  input: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must look like 2026-03')
      .optional(),
    checkpoint: AuditCheckpoint.optional(),
  }),
  output: AuditVerification,
  errors: ['deadline_exceeded'],
});
