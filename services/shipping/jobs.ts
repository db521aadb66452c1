// What shipping does by the clock.

import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { epochMs, instantAt, minus } from '#kernel/time';
import { type ShippingCtx, shippingService } from './definition.ts';
import { hear } from './hear.ts';
import { move } from './move.ts';
import { dropOffers } from './offers.ts';
import { carrierOf } from './ports/carrier.ts';
import { shipmentRow } from './queries/shipments.ts';
import { makeSlots } from './slots.ts';

export const makeSlotsDaily = shippingService.job('make-slots', '6h', async ctx => {
  await makeSlots(ctx, ctx.db);
  await ctx.db.run`
    delete from delivery_slots d where ends_at < ${minus(ctx.now(), '30d')}
      and not exists (select from shipments where slot_id = d.id)`;
  dropOffers(ctx);
});

/** Carriers whose webhooks were lost are asked; what they say counts as if it had come. */
export const askCarriers = shippingService.job('ask-carriers', '1m', async ctx => {
  const silentMs = Math.max(60, ctx.config.carrierPace * 20) * 1_000;
  const silentSince = instantAt(epochMs(ctx.now()) - silentMs);
  const silent = await ctx.db.many({ id: col.uuid, carrier_id: col.uuid, kind: col.text })`
    select s.id, s.carrier_id, c.kind from shipments s join carriers c on c.id = s.carrier_id
    where s.booked_at is not null and s.finished_at is null and s.state <> 'ready_for_pickup'
      and s.heard_at < ${silentSince} and c.kind <> 'own'
    order by s.heard_at limit 50`;
  for (const each of silent) await ask(ctx, each);
});

async function ask(ctx: ShippingCtx, { id, carrier_id, kind }: { id: string; carrier_id: string; kind: string }) {
  try {
    const events = await carrierOf(ctx, kind).track(id);
    await ctx.db.transaction(async tx => {
      await tx.run`update shipments set heard_at = ${ctx.now()} where id = ${id}`;
      for (const event of events) await hear(ctx, tx, carrier_id, event);
    });
  } catch (error) {
    ctx.log.warn({ shipmentId: id, reason: messageOf(error) }, 'a carrier that was asked did not answer');
  }
}

/** What nobody fetched goes back. */
export const giveUpWaiting = shippingService.job('give-up-waiting', '1h', async ctx => {
  const before = minus(ctx.now(), `${ctx.config.pickupDays}d`);
  await ctx.db.transaction(async tx => {
    const waiting = await tx.many(shipmentRow)`
      select ${shipmentRow} from shipments s
      where s.state = 'ready_for_pickup' and s.ready_at < ${before} order by s.id limit 200 for update skip locked`;
    for (const shipment of waiting)
      await move(ctx, tx, shipment, 'failed', { at: ctx.now(), source: 'platform', reason: 'not_fetched' });
  });
});

/** Addresses go when nobody needs them any more, and cancellations whose parcels never came. */
export const forgetAddresses = shippingService.job('forget-addresses', '1h', async ctx => {
  const before = minus(ctx.now(), `${ctx.config.keepAddressDays}d`);
  await ctx.db.run`
    update shipments set address = null, former_address = null
    where address is not null and finished_at is not null and (forget or finished_at < ${before})`;
  await ctx.db.run`delete from early_cancellations where created_at < ${minus(ctx.now(), '730d')}`;
});
