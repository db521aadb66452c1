import { notificationService } from '../definition.ts';
import { acknowledge } from '../emergency/acknowledge.ts';

export const acknowledgeEmergency = notificationService.operation(
  'acknowledgeEmergency',
  async (ctx, { emergencyId }, call) => {
    call.require(await acknowledge(ctx, emergencyId, call.userId), 'There is no such emergency.');
  },
);
