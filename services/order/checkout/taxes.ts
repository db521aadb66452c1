// Which provider of taxes a process asks.

import type { OrderCtx } from '../definition.ts';
import type { TaxPort } from '../ports/tax.ts';
import { taxFromProvider } from '../ports/tax-http.ts';
import { type RulesTax, taxFromRules } from '../ports/tax-rules.ts';

interface Taxes {
  rules: RulesTax;
  asked: TaxPort;
}

/** By the service's own context, as a process of the tests has several. */
const known = new WeakMap<object, Taxes>();

/** The tax table, and whoever is asked: the table, or the provider that the settings name. */
export function taxesOf(ctx: OrderCtx): Taxes {
  let taxes = known.get(ctx);
  if (!taxes) {
    const { taxRounding, taxProviderUrl, taxProviderKey, taxProviderInsecure } = ctx.config;
    const rules = taxFromRules({ db: ctx.db, now: ctx.now, rounding: taxRounding });
    const asked = taxProviderUrl
      ? taxFromProvider({ url: taxProviderUrl, key: taxProviderKey, insecure: taxProviderInsecure })
      : rules;
    known.set(ctx, (taxes = { rules, asked }));
  }
  return taxes;
}
