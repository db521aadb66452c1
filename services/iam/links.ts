// One-time links. The secret of a link follows from its request's id by a keyed hash, so that it can be written into a
// mail whenever the mail is made, and stands in no table, event or log.

import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import type { IamCtx } from './definition.ts';
import { keyedHash } from './keyed-hash.ts';

export type LinkKind = 'verification' | 'password_reset' | 'invitation';

const pages: Record<LinkKind, string> = {
  verification: 'verify',
  password_reset: 'reset-password',
  invitation: 'invitation',
};

/** The address a mail leads to; whoever opens it has shown to read the mailbox. */
export const linkTo = (ctx: IamCtx, kind: LinkKind, requestId: string): string =>
  `${ctx.publicUrl}/${pages[kind]}?token=${requestId}.${secretOf(ctx, kind, requestId).toString('base64url')}`;

const secretOf = (ctx: IamCtx, kind: LinkKind, requestId: string): Buffer => keyedHash(ctx, `link:${kind}`, requestId);

/** The request a link's token belongs to; raises `not_found` for a token that was never given out. */
export function requestOf(ctx: IamCtx, kind: LinkKind, token: string): string {
  const dot = token.indexOf('.');
  const requestId = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1), 'base64url');
  return sameBytes(secretOf(ctx, kind, requestId), given) ? requestId : linkIsDead();
}

/** The same sentence for a link that is used up, too old, replaced or invented. */
export const linkIsDead = (): never =>
  fail('not_found', 'This link was used, replaced or has expired; ask for a new one.', { reason: 'dead_link' });
