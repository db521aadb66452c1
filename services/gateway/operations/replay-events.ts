import { behind } from '../backstage.ts';
import { gatewayService } from '../definition.ts';

export const replayEvents = gatewayService.operation('replayEvents', (ctx, { service, eventId }, call) =>
  behind(ctx, service).backstageReplay({ ...(eventId && { eventId }) }, call),
);
