// The guards of what is sold before it is there, and of gift cards that are sold.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const cart = 'services/cart';
const catalog = 'services/catalog';
const notification = 'services/notification';
const order = 'services/order';
const payment = 'services/payment';
const shipping = 'services/shipping';

const preorders: Table = {
  [`${catalog}/queries/preorders.ts`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      ['preorder: more are sold than the limit', 'return left < quantity ?', 'return false ?'],
      ['preorder: another day than the promised one is sold', 'open?.shipsFrom === shipsFrom ?', 'open ?'],
      ['preorder: it goes on after its day', 'ships_from === null || ships_from <= dayOf(now)', 'ships_from === null'],
      ['preorder: who buys the last piece is not alone', 'order by variant_id for update`;', 'order by variant_id`;'],
      ['preorder: given up pieces are waited for', ', waiting = p.waiting - g.quantity', ''],
    ],
  },
  [`${catalog}/migrations/0002.do.preorders.sql`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      ['preorder: a limit is below what is preordered', 'most is null or taken <= most)', 'true)'],
    ],
  },
  [`${catalog}/operations/internal/hold-stock.ts`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      [
        'preorder: what is waited for is sold to others',
        '        and coalesce(max(r.total), 0) - coalesce(max(q.waiting), 0) < w.quantity),',
        '        and coalesce(max(r.total), 0) < w.quantity),',
      ],
      ['preorder: a repetition is short of itself', 'if (!known && short.length > 0)', 'if (short.length > 0)'],
      ['preorder: a repetition is kept twice', 'if (held.isNew && held.short.length === 0)', 'if (true)'],
    ],
  },
  [`${catalog}/operations/internal/return-stock.ts`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      ['preorder: a return is made twice', 'if (await wasBrought(tx, wanted)) return;', ''],
      ['preorder: what is only held is returned', 'if (sold === 0) notSold();', ''],
    ],
  },
  [`${catalog}/queries/holds.ts`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      [
        'preorder: a release loses what was served meanwhile',
        'and not ${withPreorders} and exists (',
        'and false and exists (',
      ],
      [
        'preorder: what ran out is kept',
        "await releasePreordered(ctx, id, ['held']);",
        'await Promise.resolve([ctx, id]);',
      ],
    ],
  },
  [`${catalog}/preorders.ts`]: {
    [`${catalog}/test/preorders.test.ts`]: [
      [
        'preorder: who came last is served first',
        'order by h.created_at, h.id limit',
        'order by h.created_at desc, h.id desc limit',
      ],
      ['preorder: a part that is there counts as all of it', 'if (pieces === open)', 'if (pieces > 0)'],
      [
        'preorder: a day is told again and again',
        'set told = coalesce(d.day, x.told), late = d.day is null',
        'set told = x.told',
      ],
      ['preorder: its listing stays when its day has come', 'await relist(ctx, tx,', 'void (relist, ctx, tx,'],
    ],
  },
  [`${order}/checkout/refuse.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      [
        'preorder: who has not seen the day orders all the same',
        '(preorderUntil === null || shipsFrom > preorderUntil)',
        'false',
      ],
    ],
    [`${order}/test/gift-cards.test.ts`]: [
      ['gift cards: they are paid with gift cards', 'payment.giftCards.length > 0)', 'false)'],
      ['gift cards: goods go nowhere', 'if (needsAddress && address === null)', 'if (false)'],
      ['gift cards: one costs nothing', 'gross === 0n', 'false'],
    ],
  },
  [`${order}/checkout/checkout.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      ['preorder: it is sent before it is there', 'ships && !waiting.has(vendorId)', 'ships'],
      ['preorder: what is cancelled is waited for', 'awaits && quantity > cancelled)', 'awaits)'],
    ],
  },
  [`${order}/checkout/shipments.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      ['preorder: an order ends without what it waits for', 'r.retry_at is null and not r.waits', 'r.retry_at is null'],
      ['preorder: what is not sent is there at once', ', ...waitingVendors(checkout)]);', ']);'],
    ],
  },
  [`${order}/operations/admin/retry-checkout.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      ['preorder: who waits is told that there is nothing', 'await refuseWaiting(tx, orderId);', ''],
    ],
  },
  [`${order}/operations/customer/change-address.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      ['preorder: a part under way goes elsewhere', 'if (waitingVendors(checkout).size > 0)', 'if (false)'],
    ],
  },
  [`${order}/subscriptions.ts`]: {
    [`${order}/test/preorders.test.ts`]: [
      [
        'preorder: what is there is looked at by nobody',
        "where order_id = ${orderId} and state = 'confirmed'`;",
        "where order_id = ${orderId} and state = 'none'`;",
      ],
    ],
  },
  [`${shipping}/loops/cancel-pieces.ts`]: {
    [`${shipping}/test/cancel.test.ts`]: [
      [
        'preorder: a cancellation is forgotten before its parcel comes',
        ' and line_id in (\n      select line_id from shipment_lines where shipment_id = any(${shipments.map(({ id }) => id)}::uuid[]))',
        '',
      ],
    ],
  },
};

const giftCards: Table = {
  [`${payment}/flow/sold-cards.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      ['gift cards: they buy gift cards', 'if (paidByCard > 0)', 'if (false)'],
      ['gift cards: one is given back twice', 'and s.withdrawn_by is null order by', 'order by'],
      ['gift cards: what goes back can be spent', 'set balance = g.balance - t.amount', 'set balance = g.balance'],
      ['gift cards: spent and given back at once', 'order by g.id for update of g`', 'order by g.id`'],
      ['gift cards: their codes lie open', 'ctx.cipher.seal(s.code, codePlace(s.id))', 'Buffer.from(s.code)'],
    ],
  },
  [`${payment}/flow/refund-outcome.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      [
        'gift cards: one stays void without its refund',
        'await withdrawCards(tx, refund.id, cardsIn(refund), -1n);',
        '',
      ],
    ],
  },
  [`${payment}/flow/refund.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      ['gift cards: what is spent goes back late', 'left - (await spentOn(tx, payment))', 'left'],
      ['gift cards: a refund stands for another', 'if (promised.payment_id !== payment.id) return differs();', ''],
    ],
  },
  [`${payment}/flow/check.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      ['gift cards: a payment is watched for ever', 'now.captured - (await spentOn(ctx.db, now))', 'now.captured'],
    ],
  },
  [`${payment}/operations/internal/get-gift-card-codes.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      ['gift cards: anybody inside is told their codes', "if (via !== 'notification')", 'if (false)'],
      ['gift cards: codes of void ones are told', '.filter(({ withdrawn }) => !withdrawn)', ''],
    ],
  },
  [`${payment}/reconciliation.ts`]: {
    [`${payment}/test/bought-gift-cards.test.ts`]: [
      ['gift cards: what is sold counts as what paid', ' and x.amount > 0\n', '\n'],
    ],
  },
  [`${order}/cancel.ts`]: {
    [`${order}/test/gift-cards.test.ts`]: [
      ['gift cards: spent ones are cancelled', 'if (pieces > left)', 'if (false)'],
      [
        'gift cards: none is cancelled once the rest is there',
        'giftCard ? (wish.vendorId ?? vendorId) === vendorId :',
        '',
      ],
    ],
  },
  [`${order}/give-back.ts`]: {
    [`${order}/test/gift-cards.test.ts`]: [
      [
        'gift cards: what came back of them is not counted',
        'update order_groups g set refunded = g.refunded + c.amount',
        'update order_groups g set refunded = g.refunded',
      ],
    ],
  },
  [`${order}/checkout/quote.ts`]: {
    [`${order}/test/gift-cards.test.ts`]: [
      ['gift cards: a discount is taken off', '      .filter(({ offer }) => !offer.giftCard)\n', ''],
      ['gift cards: they are taxed', '...(line.offer.giftCard ? untaxed :', '...(false ? untaxed :'],
    ],
  },
  [`${cart}/checkout/freeze.ts`]: {
    [`${cart}/test/checkout.test.ts`]: [
      [
        'gift cards: what is put in since needs no address',
        'needsAddress || named(now) !== named(cart)',
        'needsAddress',
      ],
    ],
  },
  [`${notification}/delivery/subjects.ts`]: {
    [`${notification}/test/goods.test.ts`]: [
      ['gift cards: their codes stand on a locked screen', "channel === 'email' ? code : `…${last4}`", 'code'],
      ['gift cards: void ones are told', "if (cards.items.length === 0) return 'over';", ''],
    ],
  },
};

export const goods: Table = {
  ...preorders,
  ...giftCards,
};
