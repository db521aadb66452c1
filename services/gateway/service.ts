// The gateway, bound together.

import { apiLogOf } from './api-log.ts';
import { gatewayService } from './definition.ts';
import { edgeHooks } from './edge.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getBackofficeSummary } from './operations/get-backoffice-summary.ts';
import { getHome } from './operations/get-home.ts';
import { listApiLogs } from './operations/list-api-logs.ts';
import { listBuildingAudit } from './operations/list-building-audit.ts';
import { listParkedEvents } from './operations/list-parked-events.ts';
import { listServices } from './operations/list-services.ts';
import { recordEvents } from './operations/record-events.ts';
import { replayEvents } from './operations/replay-events.ts';
import { runJob } from './operations/run-job.ts';
import { summariseTraffic } from './operations/summarise-traffic.ts';
import { subscriptions } from './subscriptions.ts';

export default gatewayService.build({
  operations: {
    exportPersonalData,
    getHome,
    getBackofficeSummary,
    recordEvents,
    listApiLogs,
    summariseTraffic,
    listServices,
    listBuildingAudit,
    listParkedEvents,
    replayEvents,
    runJob,
  },
  subscriptions,
  edge: edgeHooks,
  start: async ctx => apiLogOf(ctx).stop,
});
