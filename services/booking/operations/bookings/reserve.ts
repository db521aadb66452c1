import { fail } from '#kernel/errors';
import { instantAt } from '#kernel/time';
import { bookSlots, hintOf } from '../../book/book.ts';
import { rangeOf } from '../../book/claim.ts';
import { inTurn } from '../../book/in-turn.ts';
import { bookingService, slotTaken } from '../../definition.ts';
import { admit } from '../../domain/admission.ts';
import { timers } from '../../domain/hold.ts';
import { bookingOf } from '../../queries/bookings.ts';
import { looksTaken } from '../../queries/occupancy.ts';
import { homeOf } from '../../queries/residents.ts';
import { conditionsOf, seeAsked } from '../../queries/resources.ts';

export const reserve = bookingService.operation('reserve', async (ctx, input, call) => {
  const { resourceId, start, end, unitId, acceptedTerms, note } = input;
  const asked = await seeAsked(ctx.db, call, resourceId);
  const run = admit(conditionsOf(asked), { start, end, acceptedTerms }, ctx.now());
  const { userId } = call;
  const booker = { userId, unitId: await homeOf(ctx.db, { userId, buildingId: asked.building_id }, unitId) };
  const { from, to } = rangeOf(asked, run);
  const hint = hintOf(resourceId, instantAt(run[0]!.startMs));
  const late = () => fail(slotTaken.code, slotTaken.message, { reason: slotTaken.reason });
  // Whoever is told that somebody is ahead looks before standing in line.
  const ahead = await ctx.keys.get(hint).catch(() => null);
  if (ahead !== null && (await looksTaken(ctx.db, asked, from, to))) late();
  return inTurn(ctx, hint, async () => {
    if (await looksTaken(ctx.db, asked, from, to)) late();
    return ctx.db.transaction(async tx => {
      const id = await bookSlots(ctx, tx, asked, run, booker, { note });
      tx.afterCommit(() => void ctx.keys.set(hint, id, { ttlMs: timers.holdMs }).catch(() => {}));
      return bookingOf(tx, id);
    });
  });
});
