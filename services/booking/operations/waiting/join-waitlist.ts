import { fail } from '#kernel/errors';
import { instantAt } from '#kernel/time';
import { rangeOf } from '../../book/claim.ts';
import { bookingService } from '../../definition.ts';
import { requireAhead, slotsOfWish } from '../../domain/admission.ts';
import { looksTaken } from '../../queries/occupancy.ts';
import { homeOf } from '../../queries/residents.ts';
import { conditionsOf, seeAsked } from '../../queries/resources.ts';
import { entryRow, toEntry } from '../../queries/waitlist.ts';

export const joinWaitlist = bookingService.operation('joinWaitlist', async (ctx, input, call) => {
  const { resourceId, start, end, acceptedTerms } = input;
  const asked = await seeAsked(ctx.db, call, resourceId);
  const conditions = conditionsOf(asked);
  const run = slotsOfWish(conditions, { start, end, acceptedTerms });
  requireAhead(run[0]!, conditions, ctx.now());
  const { userId } = call;
  const unitId = homeOf(asked.homes, input.unitId);
  const { from, to } = rangeOf(asked, run);
  if (!(await looksTaken(ctx.db, asked, from, to)))
    fail('failed_precondition', 'It is free: book it.', { reason: 'slot_free' });
  return ctx.db.transaction(async tx => {
    // Due at once: it may have become free since.
    const made = await tx.one(entryRow)`
      insert into waitlist as w (id, resource_id, building_id, user_id, unit_id, wall_start, wall_end, starts_at, ends_at,
                                 occupies, slots, terms_version, state, due_at, created_at)
      values (${ctx.id()}, ${resourceId}, ${asked.building_id}, ${userId}, ${unitId}, ${start}, ${end},
              ${instantAt(run[0]!.startMs)}, ${instantAt(run.at(-1)!.endMs)}, tstzrange(${from}, ${to}), ${run.length},
              ${acceptedTerms ?? null}, 'waiting', ${ctx.now()}, ${ctx.now()})
      returning ${entryRow}`;
    return toEntry(made);
  });
});
