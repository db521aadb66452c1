import { fail } from '#kernel/errors';
import { orderService } from '../../definition.ts';
import { noticesOf } from '../../queries/notices.ts';

export const getOrderNotice = orderService.operation('getOrderNotice', async (ctx, { orderId }) => {
  const [notice] = await noticesOf(ctx, [orderId]);
  return notice ?? fail('not_found', 'There is no such order.');
});
