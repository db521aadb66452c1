// Links in messages that act without signing in: sealed, so that nobody can make or read one but us.

import { fail } from '#kernel/errors';
import type { NotificationCtx } from './definition.ts';
import type { Locale, TypeName } from './domain/types.ts';

export type Link = { userId: string; locale: Locale } & (
  | { do: 'unsubscribe'; type: TypeName }
  | { do: 'acknowledge'; emergencyId: string }
);

const place = 'links|token|';

/** The address of a link. */
export function issueLink(ctx: NotificationCtx, link: Link): string {
  const about = link.do === 'unsubscribe' ? link.type : link.emergencyId;
  const token = ctx.cipher.seal([link.do, link.userId, link.locale, about].join('|'), place).toString('base64url');
  return `${ctx.publicUrl}/api/v1/links/${token}`;
}

/** What a link stands for. Raises `not_found` for one that is not ours. */
export function readLink(ctx: NotificationCtx, token: string): Link {
  const [action, userId = '', language, about = ''] = opened(ctx, token).split('|');
  const whose = { userId, locale: language as Locale };
  return action === 'unsubscribe'
    ? { ...whose, do: action, type: about as TypeName }
    : { ...whose, do: 'acknowledge', emergencyId: about };
}

function opened(ctx: NotificationCtx, token: string): string {
  try {
    return ctx.cipher.open(Buffer.from(token, 'base64url'), place);
  } catch {
    return fail('not_found', 'This link is not complete; open it from the message again.');
  }
}
