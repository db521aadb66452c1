// The audit log of a service: who did what, from where, to what. Of those who look after a building their managers can
// read it, whichever service they did it in.

import type { Call } from './call.ts';
import { col, type RowOf, row } from './sql/columns.ts';
import type { Queries, Tx } from './sql/database.ts';
import { json, nothing, sql } from './sql/tag.ts';
import type { Instant } from './time.ts';

/** Writes that a call did something; the details are those fields of the input that its endpoint names. */
export const writeAudit = (tx: Tx, call: Call, id: string, at: Instant, action: string, details: object) =>
  tx.run`
    insert into audit_log (id, at, action, user_id, via, request_id, ip, details, building_id)
    values (${id}, ${at}, ${action}, ${call.user?.userId ?? null}, ${call.via ?? null}, ${call.requestId},
            ${call.ip ?? null}, ${json(details)}, ${call.caresFor})`;

const auditRow = row({
  id: col.uuid,
  at: col.instant,
  action: col.text,
  user_id: col.uuid.orNull,
  details: col.json<Record<string, unknown>>(),
});
export type AuditRow = RowOf<typeof auditRow>;

/** What those who look after a building did in it, the latest first; what came before one if told its `at` and id. */
export const auditOfBuilding = (
  db: Queries,
  buildingId: string,
  limit: number,
  before: readonly [Instant, string] | null,
): Promise<AuditRow[]> =>
  db.many(auditRow)`
    select ${auditRow} from audit_log
    where building_id = ${buildingId}
      ${before ? sql`and (at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : nothing}
    order by at desc, id desc limit ${limit}`;
