// The guards of group buys.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/order';
const tests = `${service}/test`;

export const groupBuys: Table = {
  [`${service}/operations/group-buys/join-group-buy.ts`]: {
    [`${tests}/group-buy-terms.test.ts`]: [
      ['anybody joins', "call.can('resident', { building: group.building_id })", 'true'],
      ['payments that need somebody there are taken', "if (payment.kind !== 'card')", 'if (false)'],
    ],
    [`${tests}/group-buys.test.ts`]: [['it is joined after it was decided', 'requireOpen(locked, ctx.now());', '']],
  },
  [`${service}/operations/group-buys/leave-group-buy.ts`]: {
    [`${tests}/group-buys.test.ts`]: [['what is decided is left', 'requireOpen(locked, ctx.now());', '']],
  },
  [`${service}/operations/group-buys/open-group-buy.ts`]: {
    [`${tests}/group-buy-terms.test.ts`]: [
      ['a manager sets the prices of vendors', "${sells ? 'open' : 'proposed'}", "${'open'}"],
    ],
  },
  [`${service}/domain/group-buy.ts`]: {
    [`${tests}/group-buy-terms.test.ts`]: [
      ['it costs as much as in the shop', 'if (BigInt(tiers[0]!.amount) >= shopPrice)', 'if (false)'],
    ],
  },
  [`${service}/group-buys/order-pledges.ts`]: {
    [`${tests}/group-buys.test.ts`]: [
      ['more is charged than was agreed to', 'if (total > agreed)', 'if (false)'],
      ['a refused pledge is tried for ever', 'if (refusal && !again)', 'if (false)'],
    ],
    [`${tests}/group-buy-crash.test.ts`]: [
      [
        'each try is another checkout',
        'const checkoutId = checkoutIdOf(pledge.id, pledge.attempt);',
        'const checkoutId = ctx.id();',
      ],
    ],
  },
};
