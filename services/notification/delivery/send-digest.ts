// A collection goes out as one message, and ends what it carries together with itself.

import type { NotificationCtx } from '../definition.ts';
import { isEnabled } from '../domain/preferences.ts';
import type { Outcome } from '../ports/outcome.ts';
import { providersOf } from '../ports/providers.ts';
import { itemsOf } from './collect.ts';
import { type Addressee, compose } from './compose.ts';
import type { Facts } from './facts.ts';
import { type Result, recordIn, recordItems } from './record.ts';
import { resultOf } from './result.ts';
import type { Delivery } from './rows.ts';
import { type Addresses, send } from './send.ts';
import { subjectsOf, withSubject } from './subjects.ts';

/** Messages spelled out; of the others only the number is said. */
const shown = 40;

/** Sends a collection. What was read in the app or switched off meanwhile is left out; if that is all, nothing goes. Null
 * where what became of it is recorded already, together with what it carries. */
export async function sendDigest(
  ctx: NotificationCtx,
  digest: Delivery,
  facts: Facts,
  to: Addressee,
  addresses: Addresses,
): Promise<Result | null> {
  const items = await itemsOf(ctx, digest.id);
  const subjects = await subjectsOf(ctx, items);
  if ([...subjects.values()].includes('unknown')) {
    const outcome: Outcome = { kind: 'unavailable', provider: 'shop', response: 'gave no answer' };
    return resultOf(ctx, digest, outcome);
  }
  const read = await providersOf(ctx).timeline.readAmong(items);
  const choices = facts.choices.get(digest.userId!) ?? [];
  const wanted = items.filter(
    ({ id, type, channel, notificationId }) =>
      !read.has(notificationId) && isEnabled(type, channel, choices) && subjects.get(id) !== 'over',
  );
  const left = items.filter(item => !wanted.includes(item));
  if (wanted.length === 0) {
    await endDigest(ctx, digest, { outcome: 'skipped', response: 'read in the app or switched off' });
    return null;
  }
  const told = wanted.map(item => withSubject(item, subjects.get(item.id)));
  const result = resultOf(ctx, digest, await send(ctx, digest, letter(ctx, facts, told, to), addresses));
  await ctx.db.transaction(async tx => {
    const { size } = await recordIn(ctx, tx, [{ delivery: digest, result }]);
    if (size === 0 || result.outcome === 'retried') return;
    await recordItems(ctx, tx, left, { outcome: 'skipped', response: 'read in the app or switched off' });
    await recordItems(ctx, tx, wanted, result);
  });
  return null;
}

/** Ends a collection that is not to be sent, with all it carries. */
export async function endDigest(ctx: NotificationCtx, digest: Delivery, result: Result): Promise<void> {
  const items = await itemsOf(ctx, digest.id);
  await ctx.db.transaction(async tx => {
    const { size } = await recordIn(ctx, tx, [{ delivery: digest, result }]);
    if (size > 0) await recordItems(ctx, tx, items, result);
  });
}

function letter(ctx: NotificationCtx, facts: Facts, items: readonly Delivery[], to: Addressee) {
  const lines = items.slice(0, shown).map(item => {
    const { subject, short, link } = compose(ctx, facts.templates, item, to);
    return { subject, short, link: `${ctx.publicUrl}${link ?? ''}` };
  });
  const variables = { count: items.length, more: items.length - lines.length, items: lines };
  return compose(ctx, facts.templates, { type: 'digest', variables }, to);
}
