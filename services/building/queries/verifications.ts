// Requests to be verified, and the documents that came with them.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { type Instant, plus } from '#kernel/time';
import type { Relation } from '../contract/wire.ts';
import type { BuildingCtx } from '../definition.ts';

export const requestRow = row({
  id: col.uuid,
  unit_id: col.uuid,
  building_id: col.uuid,
  user_id: col.uuid.orNull,
  relation: col.text,
  lives_here: col.bool,
  moves_in_on: col.date.orNull,
  moves_out_on: col.date.orNull,
  document_kind: col.text,
  document_number_sealed: col.bytes.orNull,
  file_ids: col.uuids,
  note: col.text.orNull,
  state: col.text,
  reason: col.text.orNull,
  decided_by: col.uuid.orNull,
  decided_at: col.instant.orNull,
  created_at: col.instant,
});
type RequestRow = RowOf<typeof requestRow>;

export const showRequest = (found: RequestRow) => ({
  id: found.id,
  unitId: found.unit_id,
  buildingId: found.building_id,
  userId: found.user_id,
  relation: found.relation as Relation,
  livesHere: found.lives_here,
  movesInOn: found.moves_in_on,
  movesOutOn: found.moves_out_on,
  documentKind: found.document_kind as 'lease' | 'title_deed' | 'utility_bill' | 'id_card' | 'other',
  documents: found.file_ids.length,
  state: found.state as 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'superseded',
  reason: found.reason,
  decidedBy: found.decided_by,
  decidedAt: found.decided_at,
  createdAt: found.created_at,
});

/** Where the number of a request's document is sealed for. */
export const numberPlace = (requestId: string): string => `verification_requests|document_number|${requestId}`;
/** Under which media keeps a request's files. */
export const claimName = (requestId: string): string => `verification:${requestId}`;

export const findRequest = async (db: Queries, id: string): Promise<RequestRow> =>
  (await db.maybe(requestRow)`select ${requestRow} from verification_requests where id = ${id}`) ??
  fail('not_found', 'no such request');

interface Decision {
  state: 'approved' | 'rejected' | 'withdrawn';
  by: string | null;
  reason: string | null;
}

/** Decides a pending request, once: of two who decide at the same time the second gets `conflict`. */
export async function decide(ctx: BuildingCtx, tx: Tx, requestId: string, decision: Decision): Promise<RequestRow> {
  const now = ctx.now();
  const decided =
    (await tx.maybe(requestRow)`
      update verification_requests
      set state = ${decision.state}, reason = ${decision.reason}, decided_by = ${decision.by}, decided_at = ${now}
      where id = ${requestId} and state = 'pending' returning ${requestRow}`) ??
    fail('conflict', 'This request was decided in the meantime; read it again.', { reason: 'decided_already' });
  await releaseAt(tx, [requestId], decision.state === 'withdrawn' ? now : keptUntil(ctx));
  return decided;
}

/** Closes what somebody still asks for a home they now belong to. */
export async function settleRequests(ctx: BuildingCtx, tx: Tx, at: { unitId: string; userId: string }): Promise<void> {
  const settled = await tx.many({ id: col.uuid })`
    update verification_requests set state = 'superseded', decided_at = ${ctx.now()}
    where unit_id = ${at.unitId} and user_id = ${at.userId} and state = 'pending' returning id`;
  if (settled.length > 0)
    await releaseAt(
      tx,
      settled.map(({ id }) => id),
      keptUntil(ctx),
    );
}

const keptUntil = (ctx: BuildingCtx): Instant => plus(ctx.now(), `${ctx.config.documentDays}d`);

/** From when on the files of requests may be forgotten, unless they are pending. */
export const releaseAt = (db: Queries, requestIds: readonly string[], at: Instant): Promise<number> =>
  db.run`update document_claims set release_at = ${at} where request_id = any(${requestIds}::uuid[])`;

/** The same id for the same text: a UUIDv8 (RFC 9562) of its keyed hash. */
export function keyedId(ctx: BuildingCtx, text: string): string {
  const hex = ctx.cipher.blindIndex(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
