import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { mayGrant } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';
import { invitationById } from '../invitations.ts';

export const revokeInvitation = iamService.operation('revokeInvitation', async (ctx, { invitationId }, call) => {
  await ctx.db.transaction(async tx => {
    const { role, scope } = await invitationById(tx, invitationId);
    call.require(mayGrant(granterOf(call), role, scope), 'There is no such invitation.');
    const revoked = await tx.run`
      update invitations set revoked_at = ${ctx.now()}
      where id = ${invitationId} and accepted_at is null and revoked_at is null`;
    if (revoked === 1) await audit(ctx, tx, call, { action: 'invitation.revoked', details: { invitationId } });
  });
});
