// Put something into a cart.

import { sha256 } from '#kernel/security/digest';
import { cartService } from '../definition.ts';
import { added, wasApplied, withMark } from '../domain/document.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const addItem = cartService.operation('addItem', async (ctx, input, call) => {
  const { variantId, quantity } = input;
  const item = { id: ctx.id(), variantId, quantity, addedAt: ctx.now() };
  const mark = call.idempotencyKey === undefined ? null : markOf(call.idempotencyKey);
  const cart = await changeTheirs(ctx, input, call, found => {
    if (mark === null) return added(found, item);
    return wasApplied(found, mark) ? found : withMark(added(found, item), mark);
  });
  return shown(ctx, cart, input);
});

const markOf = (key: string): string => sha256(key).subarray(0, 12).toString('base64url');
