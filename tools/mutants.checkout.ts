// The guards of the checkout in order.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/order';
const tests = `${service}/test`;

export const checkout: Table = {
  [`${service}/checkout/save.ts`]: {
    [`${tests}/outages.test.ts`]: [
      ['what is over is driven again', 'if (machine[state].final) return null;', ''],
      ['an order is cancelled twice', 'const when = sql`select from told`', 'const when = sql`select`'],
      [
        'a checkout rests beyond the end of its holds',
        'machine[state].expires && expiresAt < next ? expiresAt : next',
        'expiresAt < next ? next : expiresAt',
      ],
    ],
    [`${tests}/views.test.ts`]: [
      [
        'how it is paid is kept after it is paid',
        '::boolean then null else payment_method end',
        '::boolean then payment_method else payment_method end',
      ],
    ],
  },
  [`${service}/checkout/place.ts`]: {
    [`${tests}/place.test.ts`]: [
      [
        'a repetition is refused for what the order itself used up',
        'if (await findPosition(ctx.db, keysOf(input.checkoutId).orderId)) return null;',
        '',
      ],
    ],
  },
  [`${service}/checkout/insert.ts`]: {
    [`${tests}/place.test.ts`]: [
      [
        'a number that is taken refuses an order',
        'if (!taken || attempt === numberAttempts) throw error;',
        'throw error;',
      ],
    ],
    [`${tests}/views.test.ts`]: [
      [
        'the mail address of an order lies open',
        'seal(input.email, placeOf.email(orderId))',
        'Buffer.from(JSON.stringify(input.email))',
      ],
    ],
  },
  [`${service}/checkout/refuse.ts`]: {
    [`${tests}/place.test.ts`]: [
      ['another total than the buyer saw is charged', ' || minor(expectedTotal) !== quote.totals.total', ''],
      ['a total in another currency is the same', 'expectedTotal.currency !== currency || ', ''],
      ['what is not sold is ordered', 'if (unsold.length > 0)', 'if (false)'],
      ['more is ordered than there is', 'if (short.length > 0)', 'if (false)'],
      ['an order goes nowhere', '  if (!method)\n', '  if (false)\n'],
      ['a slot that is taken is ordered', 'slot.id === slotId && slot.left > 0', 'true'],
      ['a slot with no place left is ordered', 'slot.id === slotId && slot.left > 0', 'slot.id === slotId'],
      ['a code that is not taken is forgotten', 'if (!first) return;', 'return;'],
    ],
  },
  [`${service}/checkout/quote.ts`]: {
    [`${tests}/place.test.ts`]: [
      [
        'a line is named twice',
        'if (new Set(wanted.lines.map(({ lineId }) => lineId)).size < wanted.lines.length)',
        'if (false)',
      ],
    ],
    [`${tests}/quote.test.ts`]: [
      ['the platform pays what vendors give', "applied.filter(({ fundedBy }) => fundedBy === 'platform')", 'applied'],
      [
        'sending costs what it did before discounts',
        'const second = await sentFor(ctx, wanted, lines, discounts);',
        'const second = first;',
      ],
    ],
  },
  [`${service}/checkout/steps.ts`]: {
    [`${tests}/outages.test.ts`]: [
      ['an outage is a refusal', '&&\n  !outages.has(error.code);', ';'],
      [
        'a provider that does not answer has refused',
        "timedOut && step === 'authorise' ? 'unknown' : 'unavailable'",
        "'unavailable'",
      ],
      [
        'a payment that never got there is waited for',
        "error instanceof CodedError && error.code === 'not_found')",
        'false)',
      ],
    ],
  },
  [`${service}/checkout/drive.ts`]: {
    [`${tests}/outages.test.ts`]: [
      ['an order is paid after its holds have ended', 'if (expires && ctx.now() >= checkout.expiresAt)', 'if (false)'],
      ['what is undone is not undone in turn', "if (result.outcome !== 'done') break;", ''],
    ],
  },
  [`${service}/checkout/resume.ts`]: {
    [`${tests}/crash.test.ts`]: [
      [
        'a driver that comes back drives beside another',
        'due_at = ${instantAt(epochMs(now) + timers.leaseMs)}, version = version + 1',
        'due_at = ${instantAt(epochMs(now) + timers.leaseMs)}',
      ],
    ],
  },
  [`${service}/checkout/shipments.ts`]: {
    [`${tests}/crash.test.ts`]: [
      [
        'a driver that comes back writes over what was sent meanwhile',
        'where s.order_id = r.order_id and s.version = r.version',
        'where s.order_id = r.order_id',
      ],
    ],
  },
  [`${service}/domain/saga.ts`]: {
    [`${tests}/machine.test.ts`]: [
      ['what an earlier driver did is not undone', 'facts.resumed ? everything : ', ''],
      ['what was refused is undone', '!spared[outcome]?.includes(step)', 'true'],
    ],
  },
};
