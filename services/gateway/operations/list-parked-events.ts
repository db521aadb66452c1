import { behind } from '../backstage.ts';
import { gatewayService } from '../definition.ts';

export const listParkedEvents = gatewayService.operation('listParkedEvents', (ctx, { service, ...page }, call) =>
  behind(ctx, service).backstageParked(page, call),
);
