import type { ParsedOf } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import type { booking } from '../../contract.ts';
import { type BookingCtx, bookingService } from '../../definition.ts';
import { timers } from '../../domain/hold.ts';
import { drive } from '../../hold/drive.ts';
import { loadHolds, placeOf } from '../../hold/load.ts';
import { type Card, findCard, isMine, toBooking } from '../../queries/bookings.ts';

/** More cards than this nobody tries in three minutes. */
const maxTries = 10;

export const payBooking = bookingService.operation('payBooking', async (ctx, { bookingId, method }, call) => {
  const found = await findCard(ctx.db, bookingId);
  call.require(found !== null && isMine(call, found), 'There is no such booking.');
  const card = found!;
  if (card.hold_state === null) fail('failed_precondition', 'There is nothing to pay.', { reason: 'nothing_to_pay' });
  if (card.hold_state === 'holding') await begin(ctx, card, method);
  const [hold] = await loadHolds(ctx.db, [card.hold_id!]);
  const paid = hold!.state === 'authorising' ? await drive(ctx, hold!) : hold!;
  const now = (await findCard(ctx.db, bookingId))!;
  if (paid?.state === 'holding')
    fail('failed_precondition', 'The payment was declined; nothing was charged. Try another way to pay.', {
      reason: 'payment_declined',
    });
  if (now.state === 'expired') expired();
  return toBooking(now);
});

const expired = (): never =>
  fail('failed_precondition', 'It was held for three minutes and is free again. Book it once more.', {
    reason: 'hold_expired',
  });

/** From here on whoever finds the hold can pay for it. */
async function begin(
  ctx: BookingCtx,
  card: Card,
  method: ParsedOf<(typeof booking)['endpoints']['payBooking']>['method'],
): Promise<void> {
  if (card.expires_at === null || card.expires_at <= ctx.now()) expired();
  if (card.payment_no! > maxTries)
    fail('failed_precondition', 'Too many payments were declined.', { reason: 'too_many_tries' });
  const billTo = ctx.cipher.seal(json(await nameOf(ctx, card)), placeOf.billTo(card.hold_id!));
  const sealed = ctx.cipher.seal(json(method), placeOf.method(card.hold_id!));
  const begun = await ctx.db.run`
    update holds set state = 'authorising', version = version + 1, attempts = 0, payment_method = ${sealed},
                     bill_to = ${billTo}, payment_state = 'initiated',
                     due_at = ${instantAt(epochMs(ctx.now()) + timers.leaseMs)}
    where reservation_id = ${card.hold_id} and state = 'holding' and payment_no = ${card.payment_no}`;
  if (begun === 0) fail('conflict', 'It is being paid already; look at the booking.', { reason: 'being_paid' });
}

/** What stands on the invoice. That it cannot be asked for now keeps nobody from paying. */
async function nameOf(ctx: BookingCtx, { user_id }: Card): Promise<string[]> {
  const { items } = await ctx.clients.iam.getUsers({ userIds: [user_id!] }).catch(() => ({ items: [] }));
  return [items[0]?.name ?? 'Resident'];
}
