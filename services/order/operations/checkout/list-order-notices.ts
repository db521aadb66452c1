import { orderService } from '../../definition.ts';
import { noticesOf } from '../../queries/notices.ts';

export const listOrderNotices = orderService.operation('listOrderNotices', async (ctx, { orderIds }) => ({
  items: await noticesOf(ctx, orderIds),
}));
