import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { resourceUpdated } from '../../events.ts';
import { findAsked, resourceRow, toResource } from '../../queries/resources.ts';

export const updateResource = bookingService.operation('updateResource', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { resourceId, expectedVersion } = input;
    await tx.run`select from resources where id = ${resourceId} for update`;
    const found = await findAsked(tx, resourceId);
    call.require(
      found !== null && call.can('manager', { building: found.building_id }),
      'There is no such thing to book.',
    );
    const known = found!;
    if (expectedVersion !== undefined && expectedVersion !== known.version)
      fail('version_mismatch', `This is at version ${known.version}: read it again, then decide.`);
    const capacity = input.capacity ?? known.capacity;
    // One is kept apart by its bookings, several by their number: what was booked one way is not seen the other.
    if ((capacity === 1) !== (known.capacity === 1)) {
      const { booked } = await tx.one({ booked: col.bool })`
        select exists (select from reservations where resource_id = ${resourceId} and ends_at > ${ctx.now()}
                         and state in ('held', 'offered', 'pending', 'confirmed', 'checked_in')) as booked`;
      if (booked)
        fail('failed_precondition', 'Between one place and several it changes only while nothing is booked.', {
          reason: 'booked',
        });
    }
    const or = <T>(given: T | undefined, stays: T): T => (given === undefined ? stays : given);
    const terms = or(input.terms, known.terms);
    const quota = or(input.quota, known.quota);
    const noShow = or(input.noShow, known.no_show);
    const changed = await tx.one(resourceRow)`
      update resources r set
        name = ${or(input.name, known.name)}, description = ${or(input.description, known.description)},
        capacity = ${capacity}, slot_minutes = ${or(input.slotMinutes, known.slot_minutes)},
        max_slots = ${or(input.maxSlots, known.max_slots)},
        buffer_before_minutes = ${or(input.bufferBeforeMinutes, known.buffer_before_minutes)},
        buffer_after_minutes = ${or(input.bufferAfterMinutes, known.buffer_after_minutes)},
        min_notice_minutes = ${or(input.minNoticeMinutes, known.min_notice_minutes)},
        max_ahead_days = ${or(input.maxAheadDays, known.max_ahead_days)},
        approval = ${or(input.approval, known.approval)}, fee = ${or(input.fee, String(known.fee))},
        fee_per = ${or(input.feePer, known.fee_per)}, deposit = ${or(input.deposit, String(known.deposit))},
        terms = ${terms},
        terms_version = case when ${terms}::text is null then 0 when ${terms !== known.terms} then terms_version + 1 else terms_version end,
        refund_steps = ${json(or(input.refundSteps, known.refund_steps))}, quota = ${quota && json(quota)},
        no_show = ${noShow && json(noShow)}, state = ${or(input.state, known.state)}, version = version + 1
      where id = ${resourceId} returning ${resourceRow}`;
    const { building_id: buildingId, name, state } = changed;
    await ctx.publish(tx, resourceUpdated, { resourceId, buildingId, name, state });
    return toResource(changed, known.out_of_order);
  }),
);
