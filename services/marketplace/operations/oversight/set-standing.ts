import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { mayServe } from '../../domain/provider.ts';
import { providerRejected, providerVerified } from '../../events.ts';
import { eventAbout, lockProvider, standingOf } from '../../queries/providers.ts';

export const setStanding = marketplaceService.operation('setStanding', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { buildingId, providerId, standing, reason } = input;
    const provider = await lockProvider(tx, providerId);
    if (!provider || provider.state === 'draft') fail('not_found', 'There is no such provider.');
    const before = await standingOf(tx, providerId, buildingId);
    if (standing === null)
      await tx.run`delete from provider_standings where provider_id = ${providerId} and building_id = ${buildingId}`;
    else
      await tx.run`
        insert into provider_standings (provider_id, building_id, standing, reason, decided_by, decided_at)
        values (${providerId}, ${buildingId}, ${standing}, ${reason}, ${call.user?.userId ?? null}, ${ctx.now()})
        on conflict (provider_id, building_id) do update
        set standing = excluded.standing, reason = excluded.reason, decided_by = excluded.decided_by,
            decided_at = excluded.decided_at`;
    const [could, can] = [mayServe(provider.state, before), mayServe(provider.state, standing)];
    const about = eventAbout(provider);
    if (can && !could) await ctx.publish(tx, providerVerified, { ...about, buildingId });
    if (standing === 'blocked' && before !== 'blocked')
      await ctx.publish(tx, providerRejected, { ...about, buildingId, reason });
    return { providerId, buildingId, standing };
  }),
);
