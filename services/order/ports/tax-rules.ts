// The built-in answer: the shop's own tax table, read once a minute.

import { col } from '#kernel/sql/columns';
import type { Database } from '#kernel/sql/database';
import { type Instant, plus } from '#kernel/time';
import { type Rounding, type TaxRules, taxByRules } from '../domain/tax.ts';
import type { TaxPort } from './tax.ts';

export interface RulesTax extends TaxPort {
  /** Reads the table again at the next request. */
  forget(): void;
}

/** Builds the adapter over the tax table. */
export function taxFromRules(options: { db: Database; now: () => Instant; rounding: Rounding }): RulesTax {
  const { db, now, rounding } = options;
  let known: { rules: Promise<TaxRules>; until: Instant } | undefined;

  function rules(): Promise<TaxRules> {
    if (known && known.until > now()) return known.rules;
    const read = readRules(db);
    known = { rules: read, until: plus(now(), '60s') };
    // What could not be read is not remembered.
    read.catch(() => {
      if (known?.rules === read) known = undefined;
    });
    return read;
  }

  return {
    taxOf: async ({ place, lines }) => taxByRules(await rules(), place, lines, rounding),
    forget() {
      known = undefined;
    },
  };
}

const ruleShape = {
  country: col.text,
  included: col.bool,
  region: col.text.orNull,
  category: col.text.orNull,
  rate_ppm: col.int.orNull,
};

async function readRules(db: Database): Promise<TaxRules> {
  const rows = await db.many(ruleShape)`
    select c.country, c.included, r.region, r.category, r.rate_ppm
    from tax_countries c left join tax_rates r on r.country = c.country`;
  return {
    included: new Map(rows.map(({ country, included }) => [country, included])),
    rates: rows.flatMap(({ country, region, category, rate_ppm }) =>
      category === null ? [] : [{ country, region: region ?? '', category, ratePpm: rate_ppm ?? 0 }],
    ),
  };
}
