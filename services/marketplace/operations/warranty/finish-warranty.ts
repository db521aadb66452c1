import { marketplaceService } from '../../definition.ts';
import { attach } from '../../job/record.ts';
import { claimOf, toClaim } from '../../queries/claims.ts';
import { withFiles } from '../../queries/files.ts';
import { lockClaim, takeStep } from '../../warranty/step.ts';

export const finishWarranty = marketplaceService.operation('finishWarranty', async (ctx, input, call) => {
  const { claimId, answer, fileIds } = input;
  const by = call.userId;
  return withFiles(ctx, call, 'finishWarranty', fileIds, ({ files }) =>
    ctx.db.transaction(async tx => {
      const open = await lockClaim(tx, call, claimId, 'finish', 'provider');
      await attach(ctx, tx, open.card.id, files, { side: 'provider', by, claimId });
      await takeStep(ctx, tx, open, 'finish', { by, answer });
      return toClaim((await claimOf(tx, claimId))!);
    }),
  );
});
