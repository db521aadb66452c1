// The guards of catalog's stock: what is held, sold and comes back.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the rows quote source text.

import type { Table } from './mutants.data.ts';

const service = 'services/catalog';
const tests = `${service}/test`;

export const stock: Table = {
  [`${service}/operations/internal/hold-stock.ts`]: {
    [`${tests}/holds.test.ts`]: [
      ['a hold that ran out is held', 'expires_at <= now;', 'false;'],
      ['a hold that is over is made again', "if (tried.state === 'released')", 'if (false)'],
      [
        'two of one hold at once are an error',
        "error.code === 'already_exists') return holdAll(ctx, wanted);",
        'error.code) throw error;',
      ],
      ['what others let expire is not free', 'tried.short.length > 0 && (await releaseExpired(ctx)) > 0', 'false'],
      ['a hold takes what there is of an order', 'and not exists (select from short) returning id', 'returning id'],
      ['a line named twice is held once', 'wantedRows(summed(items))', 'wantedRows(items)'],
    ],
  },
  [`${service}/operations/internal/confirm-stock-hold.ts`]: {
    [`${tests}/holds.test.ts`]: [
      ['what ran out is sold', ' and expires_at > ${ctx.now()} returning', ' returning'],
      ['what is released is sold', "if (before?.state !== 'confirmed')", 'if (!before)'],
      [
        'a hold is sold twice',
        "where id = ${holdId} and state = ${'held'} and expires_at",
        'where id = ${holdId} and expires_at',
      ],
    ],
  },
  [`${service}/operations/internal/return-stock.ts`]: {
    [`${tests}/holds.test.ts`]: [
      ['what was never sold comes back', " and h.state = 'confirmed' and", ' and'],
      ['more comes back than was sold', 'where r.total is null or r.total < w.quantity', 'where r.total is null'],
      ['a return of another hold is this one', ' and hold_id = ${holdId}) as known', ') as known'],
    ],
  },
  [`${service}/queries/stock.ts`]: {
    [`${tests}/stock.test.ts`]: [
      [
        'of two counts at once one is lost',
        'and location_id = ${locationId} for update`',
        'and location_id = ${locationId}`',
      ],
    ],
  },
  [`${service}/queries/holds.ts`]: {
    [`${tests}/holds.test.ts`]: [
      [
        'what is held is free before its time',
        "state = 'held' and expires_at <= ${ctx.now()}\n        and not exists",
        "state = 'held'\n        and not exists",
      ],
      [
        'what is sold is let go of as if it were held',
        "i.held - case s.was when 'held' then s.quantity else 0 end",
        'i.held - s.quantity',
      ],
      ['a hold is made after its release', 'where not exists (select from before)\n', 'where false\n'],
      ['pieces that came back come back again', 'then s.quantity - s.returned else', 'then s.quantity else'],
    ],
  },
  [`${service}/queries/together.ts`]: {
    [`${tests}/holds.test.ts`]: [
      [
        'a hold of several goes with others',
        'if (!only || others.length > 0) return db;',
        'if (!only || others.length > 9) return db;',
      ],
    ],
  },
};
