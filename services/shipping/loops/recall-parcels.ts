import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import { type ShippingCtx, shippingService } from '../definition.ts';
import { carrierOf } from '../ports/carrier.ts';

/** Tells carriers of parcels that are not wanted any more. */
export const recallParcels = shippingService.loop('recall-parcels', async ctx => {
  const due = await ctx.db.many({ id: col.uuid, kind: col.text })`
    select s.id, c.kind from shipments s join carriers c on c.id = s.carrier_id
    where s.recall_after <= ${ctx.now()} order by s.recall_after limit 20`;
  for (const { id, kind } of due) await recall(ctx, id, kind);
  return due.length > 0;
});

async function recall(ctx: ShippingCtx, id: string, kind: string): Promise<void> {
  try {
    const answer = await carrierOf(ctx, kind).cancel(id);
    if (answer !== 'cancelled') ctx.log.info({ shipmentId: id, answer }, 'a parcel was recalled after its hand-over');
    await ctx.db.run`update shipments set recall_after = null where id = ${id}`;
  } catch (error) {
    ctx.log.warn({ shipmentId: id, reason: messageOf(error) }, 'a carrier could not be told: it is told again');
    await ctx.db.run`update shipments set recall_after = ${plus(ctx.now(), '1m')} where id = ${id}`;
  }
}
