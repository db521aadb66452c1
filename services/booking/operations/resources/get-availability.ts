import { fail } from '#kernel/errors';
import { instantAt } from '#kernel/time';
import { bookingService } from '../../definition.ts';
import { isDrawn } from '../../domain/admission.ts';
import { bookableAt, freeIn, showSlot, slotsOf } from '../../domain/availability.ts';
import { dayOf } from '../../domain/wall.ts';
import { takenOf } from '../../queries/occupancy.ts';
import { conditionsOf, limitsOf, seeAsked } from '../../queries/resources.ts';

const maxDays = 62;
const dayMs = 86_400_000;

export const getAvailability = bookingService.operation('getAvailability', async (ctx, input, call) => {
  const { resourceId } = input;
  const [from, to] = [dayOf(input.from), dayOf(input.to)];
  const asked = await seeAsked(ctx.db, call, resourceId);
  if (to < from || to - from >= maxDays)
    fail('invalid_argument', `Ask for up to ${maxDays} days, the first one first.`);
  const { plan, active, draws, outOfOrder } = conditionsOf(asked);
  const limits = limitsOf(asked);
  const slots = active ? slotsOf(plan, from, to) : [];
  const first = slots[0];
  // Buffers are a day long at most.
  const taken = first
    ? await takenOf(ctx.db, asked, instantAt(first.startMs - dayMs), instantAt(slots.at(-1)!.endMs + dayMs))
    : [];
  const bookableNow = bookableAt(limits, ctx.now());
  return {
    resourceId,
    zone: plan.zone,
    slots: slots.map(slot => {
      const free = freeIn(slot, limits, taken);
      const when = bookableNow(slot);
      const bookable =
        when !== 'yes'
          ? when
          : outOfOrder
            ? ('out_of_order' as const)
            : isDrawn(slot.from, draws)
              ? ('in_draw' as const)
              : free === 0
                ? ('taken' as const)
                : when;
      return { ...showSlot(slot), free, bookable };
    }),
  };
});
