// The facts iam owns. They carry ids only; who needs an address or a link asks for it.

import { z } from 'zod';
import { roles } from '#kernel/access';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const userCreated = event(
  'user.created',
  1,
  'userId',
  z.strictObject({ userId: Id }),
  'Somebody has an account',
);

export const userUpdated = event(
  'user.updated',
  1,
  'userId',
  z.strictObject({ userId: Id, changed: z.array(z.string()) }),
  'Name, address, language or state of an account changed',
);

export const userRoleChanged = event(
  'user.role_changed',
  1,
  'userId',
  z.strictObject({
    userId: Id,
    role: z.enum(roles),
    /** `platform` or `building:<id>` */
    scope: z.string(),
    change: z.enum(['granted', 'revoked']),
  }),
  'A role was granted or revoked in a scope',
);

export const userDeleted = event(
  'user.deleted',
  1,
  'userId',
  z.strictObject({ userId: Id }),
  'An account is gone for good',
);

/** `getMessage` gives the address and the link for the request. */
const request = z.strictObject({ requestId: Id, userId: Id.nullable() });
export const verificationRequested = event(
  'user.verification_requested',
  1,
  'requestId',
  request,
  'An e-mail address is to be proven',
);
export const passwordResetRequested = event(
  'user.password_reset_requested',
  1,
  'requestId',
  request,
  'Somebody forgot a password',
);
export const userInvited = event('user.invited', 1, 'requestId', request, 'Somebody is invited to a role');

export const securityAlert = event(
  'user.security_alert',
  1,
  'userId',
  z.strictObject({
    userId: Id,
    kind: z.enum(['password_changed', 'new_device', 'refresh_token_reused', 'second_factor_changed']),
  }),
  'Something happened to an account that its owner should know',
);

export const moveOutHandled = event(
  'iam.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'iam has done its share of a move-out: how many roles and sessions ended',
);
