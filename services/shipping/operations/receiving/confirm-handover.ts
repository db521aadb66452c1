import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import { type ShippingCtx, shippingService } from '../../definition.ts';
import { mostTries } from '../../domain/numbers.ts';
import { codeOf } from '../../links.ts';
import { move } from '../../move.ts';
import { requireWaiting } from '../../queries/recipient.ts';
import {
  lockShipment,
  type ParcelRow,
  parcelShape,
  type ShipmentRow,
  selectParcels,
  shipmentRow,
} from '../../queries/shipments.ts';

export const confirmHandover = shippingService.operation(
  'confirmHandover',
  async (ctx, { trackingNumber, code }, call) => {
    const found =
      (await ctx.db.maybe(parcelShape)`${selectParcels()} where s.tracking_number = ${trackingNumber}`) ??
      fail('not_found', 'no such parcel');
    call.require(handsOut(call, found), 'no such parcel');
    requireWaiting(found);
    const tried = await takeTry(ctx, found.id);
    if (!sameBytes(Buffer.from(codeOf(ctx, tried)), Buffer.from(code)))
      fail('failed_precondition', 'This is not the code of the parcel; ask for it again.', {
        reason: 'code_wrong',
        details: { triesLeft: mostTries - tried.code_tries },
      });
    return ctx.db.transaction(async tx => {
      const locked = await lockShipment(tx, found.id);
      // The recipient may have asked for another code meanwhile.
      if (locked.code_number !== tried.code_number)
        fail('failed_precondition', 'The code has been renewed; ask for it again.', { reason: 'code_wrong' });
      const source = call.can('vendor', { vendor: locked.vendor_id }) ? 'vendor' : 'building';
      if (!(await move(ctx, tx, locked, 'delivered', { at: ctx.now(), source })))
        requireWaiting({ ...found, ...locked });
      return { shipmentId: found.id, state: 'delivered' as const };
    });
  },
);

/** The staff of the building it waits in, and the vendor whose people hand it out. */
const handsOut = (call: Call, { building_id, vendor_id }: ParcelRow): boolean =>
  call.can('vendor', { vendor: vendor_id }) ||
  (building_id !== null && call.can(['manager', 'support'], { building: building_id }));

/** A try counts before the code is looked at, so that no number of guesses at once gains one more. */
async function takeTry(ctx: ShippingCtx, shipmentId: string): Promise<ShipmentRow> {
  const tried = await ctx.db.maybe(shipmentRow)`
    update shipments s set code_tries = code_tries + 1
    where id = ${shipmentId} and state = 'ready_for_pickup' and code_tries < ${mostTries} returning ${shipmentRow}`;
  return (
    tried ??
    fail('failed_precondition', 'Too many wrong codes; the recipient must ask for another one.', {
      reason: 'code_locked',
    })
  );
}
