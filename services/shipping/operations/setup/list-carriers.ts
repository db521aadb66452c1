import { shippingService } from '../../definition.ts';
import { carrierRow, toCarrier } from '../../queries/setup.ts';

export const listCarriers = shippingService.operation('listCarriers', async ctx => {
  const rows = await ctx.db.many(carrierRow)`select ${carrierRow} from carriers order by code`;
  return { items: rows.map(toCarrier) };
});
