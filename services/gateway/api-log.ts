// The log of requests. A row at a time would double the writes of a page view, so rows are gathered and written
// together. What a crash catches in between is lost: this log is for counting and finding; the audit log proves.

import { CodedError } from '#kernel/errors';
import type { EdgeHooks } from '#kernel/http/edge';
import { addressOf } from '#kernel/openapi';
import type { Ctx } from '#kernel/service';
import { json } from '#kernel/sql/tag';
import type { gatewayService } from './definition.ts';
import { inetOf } from './domain/address.ts';

export type GatewayCtx = Ctx<typeof gatewayService.definition>;
type Exchange = Parameters<EdgeHooks['record']>[0];

/** A row is written so long after its request at the latest. */
const waitMs = 500;
/** So many are written in one statement, and at once when they are there. */
const batchSize = 500;
/** So many are kept while the database is away; then the oldest are dropped. */
const maxKept = 10_000;

export interface ApiLog {
  record(exchange: Exchange): void;
  /** Writes what was gathered. Never raises. */
  flush(): Promise<void>;
  /** Writes what was gathered for the last time. */
  stop(): Promise<void>;
}

const logs = new WeakMap<GatewayCtx, ApiLog>();

/** The log of a running gateway. */
export function apiLogOf(ctx: GatewayCtx): ApiLog {
  let log = logs.get(ctx);
  if (!log) logs.set(ctx, (log = gatherLogs(ctx)));
  return log;
}

function gatherLogs(ctx: GatewayCtx): ApiLog {
  let rows: Row[] = [];
  let dropped = 0;
  let writing = false;
  let last = Promise.resolve();

  async function writeAll(): Promise<void> {
    while (rows.length > 0) {
      const batch = rows.splice(0, batchSize);
      const error = await writeRows(ctx, batch);
      if (!error) continue;
      ctx.log.warn({ err: error, rows: batch.length }, 'the API log could not be written');
      // A lost database comes back; rows it refuses would be refused for ever.
      if (!(error instanceof CodedError)) continue;
      rows = [...batch, ...rows];
      return;
    }
    if (dropped > 0) ctx.log.warn({ dropped }, 'rows of the API log were dropped while the database was away');
    dropped = 0;
  }

  function flush(): Promise<void> {
    writing = true;
    const own = last.then(writeAll).finally(() => {
      if (last === own) writing = false;
    });
    return (last = own);
  }
  const timer = setInterval(() => {
    if (rows.length > 0 && !writing) void flush();
  }, waitMs);
  // The process may end while it waits; `stop` writes what is left.
  timer.unref();

  return {
    record(exchange) {
      if (rows.length >= maxKept) {
        rows.shift();
        dropped++;
      }
      rows.push(rowOf(ctx, exchange));
      if (rows.length >= batchSize && !writing) void flush();
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

type Row = ReturnType<typeof rowOf>;

const rowOf = (ctx: GatewayCtx, { endpoint, call, status, startMs, endMs }: Exchange) => ({
  id: ctx.id(),
  service_name: endpoint.service,
  path: addressOf(endpoint),
  method: endpoint.method,
  status_code: status,
  latency_ms: Math.round((endMs - startMs) * 1000) / 1000,
  user_id: call.user?.userId ?? null,
  ip_address: inetOf(call.ip),
  user_agent: call.userAgent ?? null,
  request_id: call.requestId,
  created_at: ctx.now(),
});

/** Gives the error if there was one. A batch whose outcome was lost on the way may be written again. */
async function writeRows(ctx: GatewayCtx, rows: readonly Row[]): Promise<unknown> {
  try {
    await ctx.db.run`
      insert into api_logs (id, service_name, path, method, status_code, latency_ms, user_id, ip_address, user_agent,
                            request_id, created_at)
      select id, service_name, path, method, status_code, latency_ms, user_id, ip_address, user_agent, request_id,
             created_at
      from jsonb_to_recordset(${json(rows)}::jsonb) as r (
        id uuid, service_name text, path text, method text, status_code int, latency_ms double precision, user_id uuid,
        ip_address inet, user_agent text, request_id text, created_at timestamptz)
      on conflict do nothing`;
    return null;
  } catch (error) {
    return error;
  }
}
