// The guards of cart.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/cart';
const tests = `${service}/test`;

export const cart: Table = {
  [`${service}/keeping/documents.ts`]: {
    [`${tests}/filling.test.ts`]: [
      [
        'a change writes over that of another',
        'if (await ctx.keys.compareAndSet(cartId, text, textOf(next), ttlOf(next))) {',
        'if (await ctx.keys.set(cartId, textOf(next), { ttlMs: ttlOf(next) })) {',
      ],
    ],
    [`${tests}/checkout.test.ts`]: [
      [
        'a killed process freezes a cart for good',
        'const chargingMs = durationMs',
        'const chargingMs = 1e9 * durationMs',
      ],
    ],
    [`${tests}/keeping.test.ts`]: [
      ['a changed cart is not written', 'markChanged(ctx, cartId);\n      return next;', 'return next;'],
    ],
  },
  [`${service}/keeping/record.ts`]: {
    [`${tests}/again.test.ts`]: [
      ['the record forgets refused keys', 'case when checkout_hash is not null then', 'case when false then'],
      ['the record forgets what an outage ended', '\n      ${mark}::text]', 'null]'],
    ],
    [`${tests}/checkout.test.ts`]: [
      [
        'the record lets every checkout through',
        "carts.state = 'open' or (carts.state = 'charging' and carts.checkout_id = excluded.checkout_id)",
        'true',
      ],
    ],
    [`${tests}/keeping.test.ts`]: [
      [
        'an older cart is written over a newer one',
        "carts.state = 'open' and carts.version < excluded.version",
        'true',
      ],
    ],
    [`${tests}/drift.test.ts`]: [
      [
        'the event of another order opens a cart',
        "where id = ${id} and state = 'ordered' and order_id = ${orderId}",
        "where id = ${id} and state = 'ordered'",
      ],
    ],
  },
  [`${service}/keeping/write-behind.ts`]: {
    [`${tests}/keeping.test.ts`]: [
      ['what could not be written is forgotten', 'for (const id of ids) markChanged(ctx, id);\n    throw', 'throw'],
      ['nothing is written by itself', 'await flush(ctx).catch(', 'await Promise.resolve().catch('],
    ],
  },
  [`${service}/keeping/owners.ts`]: {
    [`${tests}/filling.test.ts`]: [
      [
        'any token opens the cart of a guest',
        'cartToken !== undefined && sameBytes(',
        'cartToken !== undefined || sameBytes(',
      ],
      ['everybody opens the cart of an account', ': cart.userId === call.user?.userId', ': true'],
    ],
  },
  [`${service}/checkout/charge.ts`]: {
    [`${tests}/checkout.test.ts`]: [
      ['an unknown outcome opens the cart', 'if (isRefusal(error)) await', 'await'],
      ['a refusal leaves the cart frozen', 'if (isRefusal(error)) await refused(ctx, cartId, checkoutId);', ''],
      [
        'nothing is written before order is asked',
        'await beginCharge(ctx.db.together(cart.id), cart, {',
        'await Promise.resolve(sealed || {',
      ],
      [
        'a checkout that an outage ended keeps the cart',
        'if (isOutage(error)) await refused',
        'if (false) await refused',
      ],
      [
        'an outage whose checkout is not known to be over opens the cart',
        "&& error.extras.reason === 'not_placed'",
        '',
      ],
    ],
  },
  [`${service}/checkout/freeze.ts`]: {
    [`${tests}/again.test.ts`]: [
      ['an outage is the answer of a key for ever', 'if (!wasApplied(cart, outageMark(id))) return id;', 'return id;'],
      ['a refused key takes another card', 'if (sentOtherwise(cart, { id, hash })) reused();', ''],
    ],
    [`${tests}/checkout.test.ts`]: [
      ['two clicks are two checkouts', 'idFor(`attempt ${attempt}`)', 'idFor(ctx.id() + attempt)'],
      ['a key stands for two requests', 'if (cart.checkout && cart.checkout.hash !== hash)', 'if (false)'],
      ['an incomplete cart is charged', 'requireComplete(ctx, filled, needsAddress(filled));', ''],
    ],
  },
  [`${service}/domain/document.ts`]: {
    [`${tests}/checkout.test.ts`]: [
      ['a cart is changed while it is charged', "if (state === 'charging')\n", "if (state === 'merged')\n"],
    ],
  },
  [`${service}/operations/merge-cart.ts`]: {
    [`${tests}/filling.test.ts`]: [
      ['a cart is merged twice', 'if (wasApplied(cart, mergeMark(closed.id))) return cart;', ''],
    ],
  },
  [`${service}/operations/add-item.ts`]: {
    [`${tests}/filling.test.ts`]: [['an addition under a key adds twice', 'wasApplied(found, mark) ? found :', '']],
  },
  [`${service}/jobs.ts`]: {
    [`${tests}/keeping.test.ts`]: [
      [
        'an abandoned cart is told of again and again',
        'set abandoned_at = ${ctx.now()} from',
        'set abandoned_at = null from',
      ],
    ],
    [`${tests}/checkout.test.ts`]: [
      [
        'order is never asked again',
        "where state = 'charging' and ask_at <= ${ctx.now()}",
        "where state = 'charging' and ask_at is null and created_at <= ${ctx.now()}",
      ],
    ],
  },
};
