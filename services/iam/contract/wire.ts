// The wire forms of iam: what people, their sessions, roles and invitations look like from outside.

import { z } from 'zod';
import { roles } from '#kernel/access';
import { Id, Timestamp } from '#kernel/contract';

/** Compared and kept in lower case. */
export const Email = z.email('is not an e-mail address').max(254).toLowerCase();
/** What the password must be is decided by the domain: `password-policy.ts`. */
export const Password = z.string().min(1).max(200);
export const Name = z.string().trim().min(1).max(100);
export const Locale = z.enum(['en', 'de']);
export type Locale = z.output<typeof Locale>;
export const Zone = z.string().max(60).refine(isZone, 'is not an IANA time zone such as Europe/Berlin');
/** E.164 */
export const Phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must look like +4930123456');
/** A one-time token out of a link. */
export const LinkToken = z.string().min(1).max(200);
/** Six digits of an authenticator app, or a recovery code such as `k7mqp-2xwfd`. */
export const SecondFactorCode = z.string().trim().min(6).max(20);

export const RoleName = z.enum(roles);
export type RoleName = z.output<typeof RoleName>;
const scopeForm =
  /^(platform|(building|provider|vendor):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
export const ScopeName = z
  .string()
  .max(60)
  .regex(scopeForm, 'must be platform, building:<id>, provider:<id> or vendor:<id>');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const UserState = z.enum(['active', 'suspended']);

export const Grant = z
  .strictObject({ role: RoleName, scope: ScopeName, grantedAt: Timestamp })
  .meta({ id: 'Grant', description: 'A role held in a scope' });

export const Account = z
  .strictObject({
    id: Id,
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
    locale: Locale,
    zone: z.string(),
    phone: z.string().nullable(),
    state: UserState,
    secondFactor: z.boolean(),
    hasPassword: z.boolean(),
    grants: z.array(Grant),
    createdAt: Timestamp,
    version: z.int(),
  })
  .meta({ id: 'Account', description: 'Somebody’s account' });

/** What other services need of a person to write to them. */
export const Contact = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    locale: Locale,
    zone: z.string(),
    phone: z.string().nullable(),
    emailVerified: z.boolean(),
    state: UserState,
  })
  .meta({ id: 'Contact' });

export const UserSummary = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    emailVerified: z.boolean(),
    state: UserState,
    createdAt: Timestamp,
  })
  .meta({ id: 'UserSummary' });

const tokenFields = {
  sessionId: Id,
  accessToken: z.string().meta({ description: 'Sent as a Bearer token; lives for ten minutes' }),
  accessExpiresAt: Timestamp,
  refreshToken: z.string().meta({ description: 'Taken once; the reply to its use carries the next one' }),
  refreshExpiresAt: Timestamp,
};

/** Where a browser keeps its refresh token, out of reach of scripts. */
export const refreshCookie = {
  name: '__Host-agora_refresh',
  field: 'refreshToken',
  until: 'refreshExpiresAt',
} as const;

export const Tokens = z.strictObject(tokenFields).meta({ id: 'Tokens' });
export type Tokens = z.output<typeof Tokens>;

export const SignIn = z
  .discriminatedUnion('status', [
    z.strictObject({ status: z.literal('signed_in'), ...tokenFields }),
    z.strictObject({ status: z.literal('second_factor_required'), challenge: z.string(), expiresAt: Timestamp }),
  ])
  .meta({ id: 'SignIn', description: 'Tokens, or a challenge that a second factor answers' });
export type SignIn = z.output<typeof SignIn>;

export const ConfirmedSession = z
  .strictObject({ accessToken: z.string(), accessExpiresAt: Timestamp })
  .meta({ id: 'ConfirmedSession', description: 'An access token of a session that has just proven itself' });

export const Session = z
  .strictObject({
    id: Id,
    current: z.boolean(),
    method: z.string().meta({ description: '`password`, or the name of the identity provider' }),
    userAgent: z.string().nullable(),
    ip: z.string().nullable(),
    createdAt: Timestamp,
    lastUsedAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: 'Session' });

export const Identity = z
  .strictObject({ id: Id, provider: z.string(), email: z.string(), linkedAt: Timestamp })
  .meta({ id: 'Identity', description: 'An account elsewhere by which somebody can sign in' });

export const InvitationState = z.enum(['open', 'accepted', 'revoked', 'expired']);
export const Invitation = z
  .strictObject({
    id: Id,
    email: z.string(),
    role: RoleName,
    scope: ScopeName,
    state: InvitationState,
    invitedBy: Id.nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: 'Invitation' });

export const RoleHolder = z
  .strictObject({
    userId: Id,
    name: z.string(),
    email: z.string(),
    role: RoleName,
    scope: ScopeName,
    grantedAt: Timestamp,
  })
  .meta({ id: 'RoleHolder' });

export const RoleDescription = z
  .strictObject({ role: RoleName, summary: z.string(), permissions: z.array(z.string()) })
  .meta({ id: 'RoleDescription' });

export const AuditEntry = z
  .strictObject({
    sequence: z.int(),
    id: Id,
    occurredAt: Timestamp,
    sealedAt: Timestamp,
    action: z.string(),
    userId: Id.nullable(),
    actorId: Id.nullable(),
    sessionId: Id.nullable(),
    ip: z.string().nullable(),
    details: z.record(z.string(), z.string()),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry', description: 'hash = SHA-256(previousHash ‖ the other fields as canonical JSON)' });
export type AuditEntry = z.output<typeof AuditEntry>;

export const AuditCheckpoint = z
  .strictObject({
    sequence: z.int().min(0),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    mac: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({
    id: 'AuditCheckpoint',
    description: 'Keep it outside the database: a log cut off before it no longer verifies',
  });
export type AuditCheckpoint = z.output<typeof AuditCheckpoint>;

export const AuditVerification = z
  .strictObject({
    intact: z.boolean(),
    rows: z.int(),
    firstBad: z
      .strictObject({ sequence: z.int(), id: Id.nullable(), reason: z.string() })
      .nullable()
      .meta({ description: 'Where the chain breaks first' }),
    checkpoint: AuditCheckpoint,
  })
  .meta({ id: 'AuditVerification' });
