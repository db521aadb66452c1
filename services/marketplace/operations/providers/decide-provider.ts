import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { providerRejected, providerSuspended, providerVerified } from '../../events.ts';
import { eventAbout, lockProvider, providerRow, toProvider } from '../../queries/providers.ts';

const states = { verify: 'verified', reject: 'rejected', suspend: 'suspended' } as const;
/** From where each decision leads on. */
const from = { verify: ['submitted', 'suspended'], reject: ['submitted'], suspend: ['submitted', 'verified'] };

export const decideProvider = marketplaceService.operation('decideProvider', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { providerId, decision, reason } = input;
    const provider = (await lockProvider(tx, providerId)) ?? fail('not_found', 'There is no such provider.');
    if (!from[decision].includes(provider.state) || provider.owner_id === null)
      fail('failed_precondition', `It is ${provider.state}: there is nothing of this kind to decide.`, {
        reason: 'wrong_state',
      });
    const verified = decision === 'verify';
    const decided = await tx.one(providerRow)`
      update providers p set state = ${states[decision]}, reason = ${verified ? null : reason}, version = version + 1,
                             decided_by = ${call.user?.userId ?? null},
                             verified_at = case when ${verified} then ${ctx.now()}::timestamptz else verified_at end
      where id = ${providerId} returning ${providerRow}`;
    const about = eventAbout(decided);
    if (verified) await ctx.publish(tx, providerVerified, { ...about, buildingId: null });
    else if (decision === 'reject') await ctx.publish(tx, providerRejected, { ...about, buildingId: null, reason });
    else await ctx.publish(tx, providerSuspended, { ...about, cause: 'by_admin', reason });
    return toProvider(ctx, decided, true);
  }),
);
