// What somebody signed in may do about their own account.

import { z } from 'zod';
import { endpoint, Id, Nothing, type RateLimit } from '#kernel/contract';
import {
  Account,
  ConfirmedSession,
  Identity,
  Locale,
  Name,
  Password,
  Phone,
  refreshCookie,
  SecondFactorCode,
  Session,
  Tokens,
  Zone,
} from './wire.ts';

/** A stolen access token must not become a way to guess the password. */
const proofs: RateLimit = { per: 'user', capacity: 5, perMinute: 5, whenDown: 'refuse' };

export const getMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  summary: 'My account',
  access: 'user',
  input: z.strictObject({}),
  output: Account,
  errors: ['not_found'],
});

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/v1/me',
  summary: 'Change my name, language, time zone or phone number',
  access: 'user',
  input: z.strictObject({
    name: Name.optional(),
    locale: Locale.optional(),
    zone: Zone.optional(),
    phone: Phone.nullable().optional(),
    expectedVersion: z.int().min(1).optional(),
  }),
  output: Account,
  errors: ['not_found', 'version_mismatch'],
});

export const deleteMe = endpoint({
  method: 'DELETE',
  path: '/v1/me',
  summary: 'Delete my account for good',
  access: 'user',
  fresh: true,
  input: z.strictObject({}),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/v1/me/password',
  summary: 'Change my password; ends every session and opens a new one here',
  access: 'user',
  limit: proofs,
  input: z.strictObject({ currentPassword: Password, newPassword: Password }),
  output: Tokens,
  cookie: refreshCookie,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'overloaded'],
});

export const confirmSession = endpoint({
  method: 'POST',
  path: '/v1/me/confirmations',
  summary: 'Prove again that it is me, by password or authenticator code, for what takes a fresh session',
  access: 'user',
  limit: proofs,
  input: z.strictObject({ password: Password.optional(), code: SecondFactorCode.optional() }),
  output: ConfirmedSession,
  errors: ['not_found', 'permission_denied', 'overloaded'],
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/v1/sessions',
  summary: 'My sessions, latest used first',
  access: 'user',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Session) }),
});

export const logout = endpoint({
  method: 'DELETE',
  path: '/v1/sessions/current',
  summary: 'End this session',
  access: 'user',
  input: z.strictObject({}),
  output: Nothing,
  cookie: refreshCookie,
});

export const revokeSession = endpoint({
  method: 'DELETE',
  path: '/v1/sessions/:sessionId',
  summary: 'End one of my sessions',
  access: 'row',
  input: z.strictObject({ sessionId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const revokeSessions = endpoint({
  method: 'DELETE',
  path: '/v1/sessions',
  summary: 'End my other sessions, or all of them',
  access: 'user',
  input: z.strictObject({ which: z.enum(['others', 'all']) }),
  output: z.strictObject({ ended: z.int() }),
});

export const setUpTotp = endpoint({
  method: 'POST',
  path: '/v1/me/totp',
  summary: 'Begin to set up an authenticator app as second factor',
  access: 'user',
  fresh: true,
  input: z.strictObject({}),
  output: z
    .strictObject({ secret: z.string(), uri: z.string().meta({ description: 'otpauth://…, shown as a QR code' }) })
    .meta({ id: 'TotpSetup' }),
  errors: ['not_found', 'failed_precondition'],
});

export const confirmTotp = endpoint({
  method: 'POST',
  path: '/v1/me/totp/confirm',
  summary: 'Switch the second factor on by a first code; gives the recovery codes, once',
  access: 'user',
  limit: proofs,
  fresh: true,
  input: z.strictObject({ code: SecondFactorCode }),
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  errors: ['permission_denied', 'failed_precondition'],
});

export const removeTotp = endpoint({
  method: 'DELETE',
  path: '/v1/me/totp',
  summary: 'Switch the second factor off',
  access: 'user',
  fresh: true,
  input: z.strictObject({}),
  output: Nothing,
  errors: ['failed_precondition'],
});

export const replaceRecoveryCodes = endpoint({
  method: 'POST',
  path: '/v1/me/recovery-codes',
  summary: 'New recovery codes; the old ones no longer work',
  access: 'user',
  fresh: true,
  input: z.strictObject({}),
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  errors: ['failed_precondition'],
});

export const listIdentities = endpoint({
  method: 'GET',
  path: '/v1/me/identities',
  summary: 'The identity providers linked to my account',
  access: 'user',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(Identity) }),
});

export const unlinkIdentity = endpoint({
  method: 'DELETE',
  path: '/v1/me/identities/:identityId',
  summary: 'Unlink an identity provider from my account',
  access: 'row',
  fresh: true,
  input: z.strictObject({ identityId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});
