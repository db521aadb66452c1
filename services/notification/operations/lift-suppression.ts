import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { addressIndex } from '../delivery/suppression.ts';

export const liftSuppression = notificationService.operation('liftSuppression', (ctx, { email }) =>
  ctx.db.transaction(async tx => {
    const lifted = await tx.run`delete from suppressions where address_index = ${addressIndex(ctx, email)}`;
    if (lifted === 0) fail('not_found', 'This address is not suppressed.');
  }),
);
