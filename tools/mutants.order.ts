// The guards of order.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/order';
const tests = `${service}/test`;

export const order: Table = {
  [`${service}/migrations/0001.do.orders.sql`]: {
    [`${tests}/place.test.ts`]: [
      [
        'two orders have one number',
        'constraint checkout_sagas_number unique (number)',
        'constraint checkout_sagas_number unique (number, order_id)',
      ],
    ],
  },
  [`${service}/operations/customer/list-parcels.ts`]: {
    [`${tests}/views.test.ts`]: [
      ['staff and vendors take parcels in for their buyers', "if (who !== 'customer')", 'if (false)'],
    ],
  },
  [`${service}/domain/totals.ts`]: {
    [`${tests}/sums.test.ts`]: [
      ['a discount is more than the price', 'if (discount < 0n || discount > gross || tax < 0n)', 'if (false)'],
    ],
  },
  [`${service}/domain/allocation.ts`]: {
    [`${tests}/sums.test.ts`]: [
      ['a cent is lost where a sum is split', '    parts[index]! += 1n;\n', ''],
      ['less than nothing is split', 'if (amount < 0n || weights.some(weight => weight < 0n))', 'if (false)'],
    ],
  },
  [`${service}/domain/tax.ts`]: {
    [`${tests}/sums.test.ts`]: [
      [
        'ties are always rounded up',
        "if (twice > divisor || rounding === 'half_up') return quotient + 1n;",
        'return quotient + 1n;',
      ],
    ],
  },
  [`${service}/domain/number.ts`]: {
    [`${tests}/sums.test.ts`]: [
      ['a misread number finds another order', 'checkSign(typed.slice(0, dataSigns)) !== typed[dataSigns]', 'false'],
    ],
  },
  [`${service}/domain/cancellation.ts`]: {
    [`${tests}/sums.test.ts`]: [
      ['more pieces come back than were bought', 'if (until > quantity)', 'if (false)'],
      [
        'sending is given back with the first piece',
        'parts.filter(({ vendorId }) => emptied.includes(vendorId))',
        'parts',
      ],
    ],
  },
  [`${service}/domain/fulfilment.ts`]: {
    [`${tests}/changes.test.ts`]: [
      [
        'what is delivered is under way again',
        'ways[from].includes(to)',
        "ways[from].includes(to) || to === 'handed_over'",
      ],
    ],
  },
  [`${service}/cancel.ts`]: {
    [`${tests}/changes.test.ts`]: [
      ['a cancelled order is cancelled again', "if (order.state === 'cancelled')\n", 'if (false)\n'],
      ['a part of an unpaid order is cancelled', 'if (lines !== null)\n', 'if (false)\n'],
      [
        'an order is cancelled while it is paid',
        "if (!position.resting || (position.state !== 'awaiting_payment' && position.state !== 'payment_unknown')) busy();",
        '',
      ],
      [
        'what the carrier has is cancelled',
        'wanted.length === 0 || named.some(line => !isOpen(line))',
        'wanted.length === 0',
      ],
      ['a whole cancelled order is sent', '  if (whole)\n', '  if (false)\n'],
    ],
    [`${tests}/cancel.test.ts`]: [
      [
        'an unpaid order is cancelled from under its driver',
        'where order_id = ${order.id} and version = ${position.version}`',
        'where order_id = ${order.id}`',
      ],
      ['an order is cancelled while shipping is asked', 'if (!saga.resting) busy();', ''],
    ],
    [`${tests}/views.test.ts`]: [
      [
        'a vendor refuses the lines of others',
        'wish.vendorId !== null && named.some(({ vendorId }) => vendorId !== wish.vendorId)',
        'false',
      ],
    ],
  },
  [`${service}/queries/lock.ts`]: {
    [`${tests}/cancel.test.ts`]: [['two cancel the same piece', '${orderId} for update of o`', '${orderId}`']],
  },
  [`${service}/give-back.ts`]: {
    [`${tests}/changes.test.ts`]: [
      ['money is given back twice', "refundId: derivedId(id, 'refund')", 'refundId: crypto.randomUUID()'],
    ],
    [`${tests}/cancel.test.ts`]: [
      ['coupons come back with the first piece', 'if (owed.whole) await', 'await'],
      [
        'a refund that failed is done',
        "if (state === 'failed') throw new Error('the provider refused to give the money back');",
        '',
      ],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/outages.test.ts`]: [
      [
        'money for a cancelled order is kept',
        "state = case state when 'cancelled' then",
        "state = case state when 'holding_stock' then",
      ],
      [
        'a payment that is heard of drives what is over',
        "\n      and state in ('awaiting_payment', 'payment_unknown', 'cancelled')`",
        '`',
      ],
    ],
    [`${tests}/changes.test.ts`]: [
      [
        'a refund counts as often as it is told',
        'on conflict (refund_id) do nothing returning order_id, amount)',
        'on conflict (refund_id) do update set amount = excluded.amount returning order_id, amount)',
      ],
    ],
  },
  [`${service}/access.ts`]: {
    [`${tests}/views.test.ts`]: [
      ['everybody signed in sees every order', 'call.user && call.user.userId === order.user_id', 'call.user'],
      [
        'every vendor sees every order',
        "filter(vendor => call.can('vendor', { vendor }))",
        "filter(vendor => call.can('vendor', { vendor }) || call.user)",
      ],
      ['a vendor cancels for the buyer', "seen.who === 'vendor' ?", 'false ?'],
    ],
  },
  [`${service}/tokens.ts`]: {
    [`${tests}/views.test.ts`]: [
      ['any token opens an order', 'token !== undefined && sameBytes(', 'token !== undefined || sameBytes('],
    ],
  },
  [`${service}/queries/view.ts`]: {
    [`${tests}/views.test.ts`]: [
      [
        'a vendor sees where the buyer lives',
        'vendorIds === null ? await addressOf(db, order.id) : null',
        'await addressOf(db, order.id)',
      ],
      ['a vendor sees the parts of others', 'vendorIds === null || vendorIds.includes(vendor_id)', 'true'],
      ['a vendor sees the mail address of the buyer', 'order.email && vendorIds === null', 'order.email'],
    ],
  },
  [`${service}/queries/vendor.ts`]: {
    [`${tests}/views.test.ts`]: [
      ['a vendor sees what was never paid', ' || found.confirmed_at === null)', ')'],
      ['a vendor sees the lines of others', 'items.filter(item => item.vendor_id === vendorId)', 'items'],
    ],
  },
  [`${service}/operations/vendor/list-vendor-orders.ts`]: {
    [`${tests}/views.test.ts`]: [
      [
        'the board of a vendor shows what was never paid',
        "(o.state in ('confirmed', 'fulfilling', 'fulfilled') or g.refunded > 0)",
        'true',
      ],
    ],
  },
  [`${service}/queries/lists.ts`]: {
    [`${tests}/views.test.ts`]: [
      [
        'the second of two orders of one moment is on no page',
        '(o.created_at, o.id) < (${after[0]}, ${after[1]})',
        'o.created_at < ${after[0]}',
      ],
    ],
  },
  [`${service}/operations/customer/list-my-orders.ts`]: {
    [`${tests}/views.test.ts`]: [
      [
        'the orders of others are mine',
        'o.owner_key = ${call.userId} and o.user_id = ${call.userId}',
        'o.created_at <= ${ctx.now()}',
      ],
    ],
  },
  [`${service}/operations/admin/retry-checkout.ts`]: {
    [`${tests}/changes.test.ts`]: [
      [
        'a checkout is taken from its driver',
        ' and due_at is not null and driver is null`',
        ' and due_at is not null`',
      ],
    ],
  },
  [`${service}/forget.ts`]: {
    [`${tests}/views.test.ts`]: [
      [
        'an order that is not over loses its address',
        "where owner_key = ${userId} and state in ('fulfilled', 'cancelled') for update",
        'where owner_key = ${userId} for update',
      ],
      ['what the buyer wrote is kept', "and author = 'customer'`", "and author = 'staff'`"],
    ],
  },
  [`${service}/ports/tax-http.ts`]: {
    [`${tests}/quote.test.ts`]: [
      ['taxes of some lines are those of all', 'if (answer?.lines.length !== lines.length)', 'if (!answer)'],
    ],
  },
};
