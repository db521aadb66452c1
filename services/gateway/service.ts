// The gateway, bound together.

import { apiLogOf } from './api-log.ts';
import { gatewayService } from './definition.ts';
import { edgeHooks } from './edge.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getBackofficeSummary } from './operations/get-backoffice-summary.ts';
import { getHome } from './operations/get-home.ts';
import { listApiLogs } from './operations/list-api-logs.ts';
import { recordEvents } from './operations/record-events.ts';
import { summariseTraffic } from './operations/summarise-traffic.ts';
import { subscriptions } from './subscriptions.ts';

export default gatewayService.build({
  operations: { exportPersonalData, getHome, getBackofficeSummary, recordEvents, listApiLogs, summariseTraffic },
  subscriptions,
  edge: edgeHooks,
  start: async ctx => apiLogOf(ctx).stop,
});
