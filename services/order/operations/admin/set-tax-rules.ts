import { fail } from '#kernel/errors';
import { taxesOf } from '../../checkout/taxes.ts';
import { orderService } from '../../definition.ts';

export const setTaxRules = orderService.operation('setTaxRules', async (ctx, input) => {
  const { country, included, rates } = input;
  const keys = new Set(rates.map(({ region, category }) => `${region}|${category}`));
  if (keys.size < rates.length) fail('invalid_argument', 'rates: name each region and category once.');
  return ctx.db.transaction(async tx => {
    await tx.run`
      insert into tax_countries (country, included) values (${country}, ${included})
      on conflict (country) do update set included = excluded.included`;
    await tx.run`delete from tax_rates where country = ${country}`;
    await tx.run`
      insert into tax_rates (country, region, category, rate_ppm)
      select ${country}, r.* from unnest(
        ${rates.map(({ region }) => region ?? '')}::text[], ${rates.map(({ category }) => category)}::text[],
        ${rates.map(({ ratePpm }) => ratePpm)}::int[]) as r`;
    tx.afterCommit(() => taxesOf(ctx).rules.forget());
    return input;
  });
});
