import { behind } from '../backstage.ts';
import { gatewayService } from '../definition.ts';

export const runJob = gatewayService.operation('runJob', (ctx, { service, job }, call) =>
  behind(ctx, service).backstageRunJob({ job }, call),
);
