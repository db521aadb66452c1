import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col, row } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { apiLogOf } from '../api-log.ts';
import { gatewayService } from '../definition.ts';

const logRow = row({
  id: col.uuid,
  service_name: col.text,
  path: col.text,
  method: col.text,
  status_code: col.int,
  latency_ms: col.float,
  user_id: col.uuid.orNull,
  ip_address: col.inet.orNull,
  user_agent: col.text.orNull,
  request_id: col.text,
  created_at: col.instant,
});

export const listApiLogs = gatewayService.operation('listApiLogs', async (ctx, input) => {
  const { limit, cursor, service, status, userId, from, to } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const lowest = status && Number(status[0]) * 100;
  // What this process still holds belongs to the list as well.
  await apiLogOf(ctx).flush();
  const rows = await ctx.db.many(logRow)`
    select ${logRow} from api_logs
    where true
      ${service ? sql`and service_name = ${service}` : nothing}
      ${lowest ? sql`and status_code between ${lowest} and ${lowest + 99}` : nothing}
      ${userId ? sql`and user_id = ${userId}` : nothing}
      ${from ? sql`and created_at >= ${from}` : nothing}
      ${to ? sql`and created_at < ${to}` : nothing}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.created_at, found.id],
    found => ({
      id: found.id,
      service: found.service_name,
      method: found.method,
      path: found.path,
      status: found.status_code,
      latencyMs: found.latency_ms,
      userId: found.user_id,
      ipAddress: found.ip_address,
      userAgent: found.user_agent,
      requestId: found.request_id,
      createdAt: found.created_at,
    }),
  );
});
