import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Handover } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { drawLabel } from '../../ports/pdf.ts';
import { openAddress, openSender } from '../../queries/address.ts';
import { findParcel, slotOf } from '../../queries/shipments.ts';
import { requireVendor } from '../../queries/vendor.ts';

export const getLabel = shippingService.operation('getLabel', async (ctx, { shipmentId }, call) => {
  const found = await findParcel(ctx.db, shipmentId);
  requireVendor(call, found);
  if (found.booked_at === null || found.state === 'pending')
    fail(
      'failed_precondition',
      found.reason ? `There is no label: ${found.reason}.` : 'The label is being asked for.',
      {
        reason: 'no_label',
      },
    );
  const to = openAddress(ctx, shipmentId, found.address);
  if (!to) return fail('failed_precondition', 'The address of this parcel is forgotten.', { reason: 'forgotten' });
  const sender = await ctx.db.maybe({ address: col.bytes })`
    select address from senders where vendor_id = ${found.vendor_id}`;
  return {
    mime: 'application/pdf',
    filename: `label-${found.tracking_number}.pdf`,
    content: await drawLabel({
      from: sender && openSender(ctx, found.vendor_id, sender.address),
      to,
      carrier: found.carrier,
      method: found.method,
      trackingNumber: found.tracking_number,
      orderNumber: found.order_number,
      part: found.part,
      label: found.label,
      pieces: found.pieces,
      weightGrams: Number(found.weight_grams),
      handover: found.handover as Handover,
      slot: slotOf(found),
      at: ctx.now(),
    }),
  };
});
