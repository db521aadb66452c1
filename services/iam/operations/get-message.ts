import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Locale } from '../contract.ts';
import { iamService } from '../definition.ts';
import { type LinkKind, linkTo } from '../links.ts';

const message = {
  kind: col.any<LinkKind>(),
  user_id: col.uuid.orNull,
  email: col.text,
  name: col.text.orNull,
  locale: col.any<Locale>(),
  expires_at: col.instant,
  data: col.json<Record<string, string>>(),
};

export const getMessage = iamService.operation('getMessage', async (ctx, { requestId }) => {
  const now = ctx.now();
  const found = await ctx.db.maybe(message)`
    select 'verification' as kind, u.id as user_id, u.email, coalesce(t.name, u.name) as name, u.locale, t.expires_at,
           '{}'::jsonb as data
    from email_verification_tokens t join users u on u.id = t.user_id
    where t.id = ${requestId} and t.used_at is null and t.expires_at > ${now} and u.state = 'active'
    union all
    select 'password_reset', u.id, u.email, u.name, u.locale, t.expires_at, jsonb_build_object('reason', t.reason)
    from password_reset_tokens t join users u on u.id = t.user_id
    where t.id = ${requestId} and t.used_at is null and t.expires_at > ${now} and u.state = 'active'
    union all
    select 'invitation', u.id, i.email, u.name, coalesce(u.locale, i.locale), i.expires_at,
           jsonb_build_object('role', i.role, 'scope', i.scope, 'invitedBy', coalesce(b.name, 'Agora'))
    from invitations i left join users u on lower(u.email) = i.email left join users b on b.id = i.invited_by
    where i.id = ${requestId} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${now}`;
  if (!found) return fail('not_found', 'This request was answered, replaced or has expired: there is nothing to send.');
  const { kind, user_id, email, name, locale, expires_at, data } = found;
  return {
    kind,
    userId: user_id,
    email,
    name,
    locale,
    url: linkTo(ctx, kind, requestId),
    expiresAt: expires_at,
    data,
  };
});
