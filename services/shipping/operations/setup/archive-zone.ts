import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findZone, setAreas } from '../../queries/setup.ts';

export const archiveZone = shippingService.operation('archiveZone', (ctx, { zoneId }) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      update shipping_zones set archived_at = ${ctx.now()} where id = ${zoneId} and archived_at is null`;
    await setAreas(tx, zoneId, []);
    tx.afterCommit(() => dropOffers(ctx));
    return findZone(tx, zoneId);
  }),
);
