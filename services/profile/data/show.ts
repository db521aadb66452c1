// Requests for data with what each service answered.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';

const requestShape = {
  id: col.uuid,
  user_id: col.uuid,
  state: col.any<'collecting' | 'ready'>(),
  requested_at: col.instant,
  deadline_at: col.instant,
  ready_at: col.instant.orNull,
};
export const requestRow = row(requestShape);
type RequestRow = RowOf<typeof requestShape>;

const partShape = {
  request_id: col.uuid,
  service: col.text,
  state: col.any<'waiting' | 'answered' | 'unanswered'>(),
  answered_at: col.instant.orNull,
  counts: col.json<Record<string, number>>().orNull,
  attempts: col.int,
};
const partRow = row(partShape);

/** Requests with their parts, in their order. */
export async function withParts(db: Queries, found: readonly RequestRow[]) {
  const rows = await db.many(partRow)`
    select ${partRow} from data_request_parts
    where request_id = any(${found.map(({ id }) => id)}::uuid[]) order by service`;
  const byRequest = Map.groupBy(rows, ({ request_id }) => request_id);
  return found.map(each => ({ request: each, parts: (byRequest.get(each.id) ?? []).map(showPart) }));
}
type WithParts = Awaited<ReturnType<typeof withParts>>[number];

const showPart = (found: RowOf<typeof partShape>) => ({
  service: found.service,
  state: found.state,
  answeredAt: found.answered_at,
  counts: found.counts,
  attempts: found.attempts,
});

const common = ({ request, parts }: WithParts) => ({
  id: request.id,
  state: request.state,
  requestedAt: request.requested_at,
  deadlineAt: request.deadline_at,
  readyAt: request.ready_at,
  parts,
});

const allAnswered = ({ parts }: WithParts): boolean => parts.every(({ state }) => state === 'answered');

export const showExport = (found: WithParts) => ({ ...common(found), complete: allAnswered(found) });

export const showErasure = (found: WithParts) => {
  const kept = found.parts.filter(({ counts }) => counts !== null && Object.keys(counts).length > 0);
  return {
    ...common(found),
    userId: found.request.user_id,
    complete: allAnswered(found) && kept.length === 0,
    kept: kept.map(({ service }) => service),
  };
};
