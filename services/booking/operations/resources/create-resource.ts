import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { isZone } from '../../domain/wall.ts';
import { resourceUpdated } from '../../events.ts';
import { resourceRow, toResource } from '../../queries/resources.ts';

export const createResource = bookingService.operation('createResource', async (ctx, input) => {
  if (!isZone(input.zone)) fail('invalid_argument', 'Name a zone of the IANA list, e.g. Europe/Berlin.');
  return ctx.db.transaction(async tx => {
    const code = String(ctx.random.int(1_000_000)).padStart(6, '0');
    const made = await tx.one(resourceRow)`
      insert into resources as r (
        id, building_id, name, kind, description, capacity, zone, slot_minutes, max_slots, buffer_before_minutes,
        buffer_after_minutes, min_notice_minutes, max_ahead_days, approval, fee, fee_per, deposit, currency, terms,
        terms_version, refund_steps, quota, no_show, check_in_code, state, created_at)
      values (
        ${ctx.id()}, ${input.buildingId}, ${input.name}, ${input.kind}, ${input.description}, ${input.capacity},
        ${input.zone}, ${input.slotMinutes}, ${input.maxSlots}, ${input.bufferBeforeMinutes},
        ${input.bufferAfterMinutes}, ${input.minNoticeMinutes}, ${input.maxAheadDays}, ${input.approval},
        ${input.fee}, ${input.feePer}, ${input.deposit}, ${input.currency}, ${input.terms},
        ${input.terms === null ? 0 : 1}, ${json(input.refundSteps)}, ${input.quota && json(input.quota)},
        ${input.noShow && json(input.noShow)}, ${code}, 'active', ${ctx.now()})
      returning ${resourceRow}`;
    const { id: resourceId, building_id: buildingId, name, state } = made;
    await ctx.publish(tx, resourceUpdated, { resourceId, buildingId, name, state });
    return toResource(made, false);
  });
});
