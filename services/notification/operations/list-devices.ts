import { notificationService } from '../definition.ts';
import { deviceRow, toDevice } from '../devices.ts';

export const listDevices = notificationService.operation('listDevices', async (ctx, _input, call) => {
  const rows = await ctx.db.many(deviceRow)`
    select ${deviceRow} from device_tokens where user_id = ${call.userId} order by created_at desc, id desc`;
  return { items: rows.map(toDevice), webPushKey: ctx.config.vapidPublicKey ?? null };
});
