// The guards of discount.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/discount';
const tests = `${service}/test`;

export const discount: Table = {
  [`${service}/migrations/0001.do.discounts.sql`]: {
    [`${tests}/holds.test.ts`]: [
      [
        'the last use is sold twice',
        'constraint coupons_within_limit check (used + held <= usage_limit)',
        'check (true)',
      ],
      [
        'a person uses what counts once as often as they like',
        'constraint promotion_users_within_limit check (uses <= most)',
        'check (true)',
      ],
    ],
  },
  [`${service}/queries/holds.ts`]: {
    [`${tests}/holds.test.ts`]: [
      [
        'a release before its hold is forgotten',
        "values (${holdId}, 'released', ${now})",
        "select ${holdId}::uuid, 'released', ${now}::timestamptz where false",
      ],
      [
        'a hold confirmed twice counts twice',
        "where id = ${holdId} and state = ${'held'} returning id),",
        'where id = ${holdId} returning id),',
      ],
      [
        'a hold released twice counts twice',
        "${condition} and state <> 'released' order by id",
        '${condition} order by id',
      ],
    ],
  },
  [`${service}/operations/internal/hold-discount-uses.ts`]: {
    [`${tests}/holds.test.ts`]: [
      [
        'what expired is not free for who wants it',
        '(await releaseExpired(ctx)) === 0',
        '(await releaseExpired(ctx)) >= 0',
      ],
    ],
  },
  [`${service}/subscriptions.ts`]: {
    [`${tests}/holds.test.ts`]: [
      ['a redeemed coupon is told of twice', ' and u.redeemed_at is null', ''],
      ['a part of an order gives the whole use back', 'if (!whole) return;', ''],
    ],
  },
  [`${service}/domain/engine.ts`]: {
    [`${tests}/engine.test.ts`]: [
      ['promotions are taken as they come', 'candidates.toSorted(byRank)', 'candidates'],
      [
        'lines are taken as they come',
        'given.lines.toSorted((a, b) => byText(a.lineId, b.lineId))',
        '[...given.lines]',
      ],
      ['one of the best leaves less', 'worth(option) > worth(best)', 'worth(option) < worth(best)'],
    ],
  },
  [`${service}/domain/promotion.ts`]: {
    [`${tests}/engine.test.ts`]: [
      ['more is taken off than is left', 'least(BigInt(benefit.amount), sumOf(amounts))', 'BigInt(benefit.amount)'],
      [
        'a reduced piece costs less than nothing',
        'least(partOf(unitPrice * BigInt(count), percentPpm), left[index]!)',
        'partOf(unitPrice * BigInt(count), percentPpm)',
      ],
    ],
  },
  [`${service}/domain/money.ts`]: {
    [`${tests}/engine.test.ts`]: [['the rest of a division is lost', 'if (left === 0n) break;', 'break;']],
  },
  [`${service}/queries/promotions.ts`]: {
    [`${tests}/management.test.ts`]: [
      ['any vendor runs the promotions of all', "call.can('vendor', { vendor: vendorId })", 'true'],
      [
        'any vendor runs those of the platform',
        "vendorId === null ? call.can('admin', 'platform')",
        'vendorId === null ? true',
      ],
    ],
  },
  [`${service}/operations/promotions/create-promotion.ts`]: {
    [`${tests}/management.test.ts`]: [
      [
        'a vendor spends the money of the platform',
        "fundedBy === 'platform' && !call.can('admin', 'platform')",
        'false',
      ],
    ],
  },
};
