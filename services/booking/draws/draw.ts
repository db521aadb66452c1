// Draws the lots: one after the other gets the first of their wishes that is still free.

import { CodedError } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { col, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { bookSlots } from '../book/book.ts';
import type { BookingCtx } from '../definition.ts';
import { slotsOfWish } from '../domain/admission.ts';
import { drawOrder, entriesDigest } from '../domain/draw.ts';
import { priceOf } from '../domain/price.ts';
import { type Asked, conditionsOf, findAsked } from '../queries/resources.ts';
import { offer } from '../waiting/offer.ts';

export const hash = (text: string): string => sha256(text).toString('hex');
export const seedPlace = (drawId: string): string => `draws|seed|${drawId}`;

const entryRow = row({
  id: col.uuid,
  user_id: col.uuid.orNull,
  unit_id: col.uuid.orNull,
  wishes: col.json<{ start: string; end: string }[]>(),
  terms_version: col.int.orNull,
});

/** How long what costs something is kept for whoever drew it. */
const offerMs = 86_400_000;

/** One turn of the loop; true if there may be more at once. */
export async function drawClosed(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many({ id: col.uuid })`
    select id from draws where state = 'open' and closes_at <= ${ctx.now()} order by closes_at, id limit 5`;
  for (const { id } of due) await ctx.db.transaction(tx => drawOne(ctx, tx, id));
  return due.length > 0;
}

async function drawOne(ctx: BookingCtx, tx: Tx, drawId: string): Promise<void> {
  const draw = await tx.maybe({ resource_id: col.uuid, seed: col.bytes })`
    update draws set state = 'drawn', drawn_at = ${ctx.now()} where id = ${drawId} and state = ${'open'}
    returning resource_id, seed`;
  if (!draw) return;
  const entries = await tx.many(entryRow)`select ${entryRow} from draw_entries where draw_id = ${drawId} order by id`;
  const seed = ctx.cipher.open(draw.seed, seedPlace(drawId));
  await tx.run`update draws set entries_digest = ${entriesDigest(entries, hash)} where id = ${drawId}`;
  const asked = (await findAsked(tx, draw.resource_id))!;
  for (const [index, entry] of drawOrder(entries, seed, hash).entries()) {
    const bookingId =
      entry.user_id === null ? null : await firstWish(ctx, tx, asked, { ...entry, user_id: entry.user_id });
    await tx.run`
      update draw_entries set rank = ${index + 1}, reservation_id = ${bookingId} where id = ${entry.id}`;
  }
}

interface Entry {
  user_id: string;
  unit_id: string | null;
  wishes: { start: string; end: string }[];
  terms_version: number | null;
}

async function firstWish(ctx: BookingCtx, tx: Tx, asked: Asked, entry: Entry): Promise<string | null> {
  const booker = { userId: entry.user_id, unitId: entry.unit_id };
  const price = priceOf({ ...asked, feePer: asked.fee_per }, 1);
  for (const wish of entry.wishes)
    try {
      const run = slotsOfWish(conditionsOf(asked), { ...wish, acceptedTerms: entry.terms_version ?? undefined });
      return await tx.savepoint(async part =>
        price.fee + price.deposit > 0n
          ? offer(ctx, part, asked, run, booker, offerMs)
          : (await bookSlots(ctx, part, asked, run, booker)).id,
      );
    } catch (error) {
      // Somebody with a smaller lot has it, or the rules have changed: the next wish.
      if (!(error instanceof CodedError) || (error.code !== 'conflict' && error.code !== 'failed_precondition'))
        throw error;
    }
  return null;
}
