import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { minus, plus } from '#kernel/time';
import { apiLogOf } from '../api-log.ts';
import { gatewayService } from '../definition.ts';

/** More addresses than the platform has. */
const maxRows = 1_000;

export const summariseTraffic = gatewayService.operation('summariseTraffic', async (ctx, { service, from, to }) => {
  // The window ends after its last instant: what happened in this millisecond counts.
  const end = to ?? plus(ctx.now(), '1ms');
  const start = from ?? minus(end, '24h');
  if (start >= end) fail('invalid_argument', 'from: must be before `to`.');
  await apiLogOf(ctx).flush();
  const rows = await ctx.db.many({
    service: col.text,
    method: col.text,
    path: col.text,
    requests: col.int,
    refused: col.int,
    limited: col.int,
    failed: col.int,
    p50: col.float,
    p95: col.float,
  })`
    select service_name as service, method, path, count(*)::int as requests,
           count(*) filter (where status_code between 400 and 499)::int as refused,
           count(*) filter (where status_code = 429)::int as limited,
           count(*) filter (where status_code >= 500)::int as failed,
           percentile_cont(0.5) within group (order by latency_ms) as p50,
           percentile_cont(0.95) within group (order by latency_ms) as p95
    from api_logs
    where created_at >= ${start} and created_at < ${end}
      ${service ? sql`and service_name = ${service}` : nothing}
    group by service_name, method, path
    order by requests desc, service_name, path, method limit ${maxRows}`;
  const { userPerMinute, addressPerMinute } = ctx.config;
  return {
    from: start,
    to: end,
    limits: { userPerMinute, addressPerMinute },
    items: rows.map(({ p50, p95, ...counts }) => ({
      ...counts,
      errorRate: counts.failed / counts.requests,
      p50Ms: p50,
      p95Ms: p95,
    })),
  };
});
