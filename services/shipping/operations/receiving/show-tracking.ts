import { shippingService } from '../../definition.ts';
import { codeOf, pageUrl } from '../../links.ts';
import { trackingPage } from '../../page.ts';
import { timelineOf } from '../../queries/shipments.ts';
import { findByLink } from '../../queries/tracking.ts';

export const showTracking = shippingService.operation('showTracking', async (ctx, input) => {
  const { found, ofRecipient } = await findByLink(ctx, input);
  const waits = found.state === 'ready_for_pickup' && (found.handover !== 'door' || found.method_kind === 'pickup');
  return trackingPage({
    parcel: found,
    timeline: await timelineOf(ctx.db, found.id),
    code: ofRecipient && waits ? codeOf(ctx, found) : null,
    shareUrl: ofRecipient ? pageUrl(ctx, 'track', found.id, found.tracking_number) : null,
  });
});
