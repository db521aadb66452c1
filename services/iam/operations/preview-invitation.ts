import { iamService } from '../definition.ts';
import { invitationOf } from '../invitations.ts';
import { userByEmail } from '../people.ts';

export const previewInvitation = iamService.operation('previewInvitation', async (ctx, { token }) => {
  const { email, role, scope, expires_at } = await invitationOf(ctx, ctx.db, token);
  const known = await userByEmail(ctx.db, email);
  return { email, role, scope, needsAccount: !known?.email_verified_at, expiresAt: expires_at };
});
