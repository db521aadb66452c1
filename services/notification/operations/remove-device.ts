import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';

export const removeDevice = notificationService.operation('removeDevice', async (ctx, { deviceId }, call) => {
  const removed = await ctx.db.run`delete from device_tokens where id = ${deviceId} and user_id = ${call.userId}`;
  if (removed === 0) fail('not_found', 'You have no such device.');
});
