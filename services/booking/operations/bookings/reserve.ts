import { fail } from '#kernel/errors';
import { instantAt } from '#kernel/time';
import { bookSlots, hintOf } from '../../book/book.ts';
import { rangeOf } from '../../book/claim.ts';
import { inTurn } from '../../book/in-turn.ts';
import { bookingService, slotTaken } from '../../definition.ts';
import { admit } from '../../domain/admission.ts';
import { timers } from '../../domain/hold.ts';
import { toBooking } from '../../queries/bookings.ts';
import { looksTaken } from '../../queries/occupancy.ts';
import { homeOf } from '../../queries/residents.ts';
import { conditionsOf, seeAsked } from '../../queries/resources.ts';

export const reserve = bookingService.operation('reserve', async (ctx, input, call) => {
  const { resourceId, start, end, unitId, acceptedTerms, note } = input;
  const asked = await seeAsked(ctx.db, call, resourceId);
  const run = admit(conditionsOf(asked), { start, end, acceptedTerms }, ctx.now());
  const { userId } = call;
  const booker = { userId, unitId: homeOf(asked.homes, unitId) };
  const { from, to } = rangeOf(asked, run);
  const hint = hintOf(resourceId, instantAt(run[0]!.startMs));
  // Whoever is told that somebody is ahead looks first, before standing in line and again when it is their turn.
  const look = async () => {
    const ahead = await ctx.keys.get(hint).catch(() => null);
    if (ahead !== null && (await looksTaken(ctx.db, asked, from, to)))
      fail(slotTaken.code, slotTaken.message, { reason: slotTaken.reason });
  };
  await look();
  return inTurn(ctx, hint, async () => {
    await look();
    return ctx.db.transaction(async tx => {
      const card = await bookSlots(ctx, tx, asked, run, booker, { note });
      tx.afterCommit(() => void ctx.keys.set(hint, card.id, { ttlMs: timers.holdMs }).catch(() => {}));
      return toBooking(card);
    });
  });
});
