import { col } from '#kernel/sql/columns';
import { orderService } from '../../definition.ts';

interface Rate {
  region: string | null;
  category: string;
  ratePpm: number;
}

export const listTaxRules = orderService.operation('listTaxRules', async ctx => ({
  items: await ctx.db.many({ country: col.text, included: col.bool, rates: col.json<Rate[]>() })`
    select c.country, c.included, coalesce(
      jsonb_agg(jsonb_build_object('region', nullif(r.region, ''), 'category', r.category, 'ratePpm', r.rate_ppm)
                order by r.region, r.category) filter (where r.country is not null), '[]') as rates
    from tax_countries c left join tax_rates r on r.country = c.country
    group by c.country order by c.country`,
}));
