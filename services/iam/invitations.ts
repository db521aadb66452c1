// Invitations as rows and on the wire.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { Invitation, Locale, RoleName } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { linkIsDead, requestOf } from './links.ts';

export const invitationRow = row({
  id: col.uuid,
  email: col.text,
  role: col.any<RoleName>(),
  scope: col.text,
  locale: col.any<Locale>(),
  invited_by: col.uuid.orNull,
  created_at: col.instant,
  expires_at: col.instant,
  accepted_at: col.instant.orNull,
  revoked_at: col.instant.orNull,
});
export type InvitationRow = {
  id: string;
  email: string;
  role: RoleName;
  scope: string;
  locale: Locale;
  invited_by: string | null;
  created_at: Instant;
  expires_at: Instant;
  accepted_at: Instant | null;
  revoked_at: Instant | null;
};

export const toInvitation = (found: InvitationRow, now: Instant): z.output<typeof Invitation> => ({
  id: found.id,
  email: found.email,
  role: found.role,
  scope: found.scope,
  state: stateOf(found, now),
  invitedBy: found.invited_by,
  createdAt: found.created_at,
  expiresAt: found.expires_at,
});

function stateOf({ accepted_at, revoked_at, expires_at }: InvitationRow, now: Instant) {
  if (accepted_at) return 'accepted';
  if (revoked_at) return 'revoked';
  return expires_at <= now ? 'expired' : 'open';
}

/** The open invitation a link is for; raises `not_found`. */
export async function invitationOf(ctx: IamCtx, db: Queries, token: string): Promise<InvitationRow> {
  const requestId = requestOf(ctx, 'invitation', token);
  const found = await db.maybe(invitationRow)`select ${invitationRow} from invitations where id = ${requestId}`;
  return found && stateOf(found, ctx.now()) === 'open' ? found : linkIsDead();
}

/** Raises `not_found` for an invitation that is not there. */
export const invitationById = async (db: Queries, invitationId: string): Promise<InvitationRow> =>
  (await db.maybe(invitationRow)`select ${invitationRow} from invitations where id = ${invitationId}`) ??
  fail('not_found', 'There is no such invitation.');
