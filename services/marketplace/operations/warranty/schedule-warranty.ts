import { marketplaceService } from '../../definition.ts';
import { warrantyScheduled } from '../../events.ts';
import { newPassCode } from '../../job/save.ts';
import { requireWorking, takeTime, visitAt } from '../../queries/calendar.ts';
import { claimOf, toClaim } from '../../queries/claims.ts';
import { eventAbout } from '../../queries/jobs.ts';
import { findProvider } from '../../queries/providers.ts';
import { lockClaim, takeStep } from '../../warranty/step.ts';

export const scheduleWarranty = marketplaceService.operation('scheduleWarranty', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { claimId } = input;
    const open = await lockClaim(tx, call, claimId, 'schedule', 'provider');
    const { card } = open;
    const visit = visitAt(card.zone, input);
    await requireWorking(tx, (await findProvider(tx, card.provider_id))!, visit, ctx.now());
    await tx.run`update appointments set active = false, pass_code = null where claim_id = ${claimId} and active`;
    await takeTime(tx, {
      id: ctx.id(),
      providerId: card.provider_id,
      buildingId: card.building_id,
      jobId: card.id,
      claimId,
      zone: card.zone,
      passCode: newPassCode(ctx),
      ...visit,
    });
    await takeStep(ctx, tx, open, 'schedule', { by: call.userId });
    const about = { ...eventAbout(card), claimId, claimedBy: open.claim.user_id };
    await ctx.publish(tx, warrantyScheduled, { ...about, visitAt: visit.startsAt });
    return toClaim((await claimOf(tx, claimId))!);
  }),
);
