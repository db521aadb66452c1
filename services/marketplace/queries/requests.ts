// Requests for quotes as rows, and who may see one.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { QuoteRequest, RequestState } from '../contract/wire.ts';
import type { Category } from '../domain/categories.ts';
import { actsFor } from './providers.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  unit_id: col.uuid,
  user_id: col.uuid.orNull,
  ticket_id: col.uuid.orNull,
  category: col.any<Category>(),
  title: col.text,
  description: col.text,
  building: col.text,
  unit: col.text,
  zone: col.text,
  state: col.any<z.output<typeof RequestState>>(),
  expires_at: col.instant,
  created_at: col.instant,
  version: col.int,
};
export const requestColumns = row(shape, 'r');
const fileIds = { file_ids: col.uuids };
export const requestRow = { ...requestColumns, ...fileIds };
export type RequestRow = RowOf<typeof shape> & RowOf<typeof fileIds>;

/** A request as its resident sees it, or a provider, who learns the door only with the job. */
export const toRequest = (found: RequestRow, forProvider: boolean): z.output<typeof QuoteRequest> => ({
  id: found.id,
  buildingId: found.building_id,
  unitId: found.unit_id,
  ticketId: found.ticket_id,
  userId: found.user_id,
  category: found.category,
  title: found.title,
  description: found.description,
  building: found.building,
  unit: forProvider ? null : found.unit,
  zone: found.zone,
  state: found.state,
  fileIds: found.file_ids,
  expiresAt: found.expires_at,
  createdAt: found.created_at,
  version: found.version,
});

export const findRequest = (db: Queries, requestId: string): Promise<RequestRow | null> =>
  db.maybe(requestRow)`
    select ${requestColumns}, array(select f.file_id from request_files f where f.request_id = r.id order by f.position)
             as file_ids
    from quote_requests r where r.id = ${requestId}`;

/** A request that nobody else changes before the transaction ends, or null. */
export async function lockRequest(tx: Tx, requestId: string): Promise<RequestRow | null> {
  const locked = await tx.run`select from quote_requests where id = ${requestId} for update`;
  return locked === 0 ? null : findRequest(tx, requestId);
}

/** Whether it is one's own: whoever left the building has none there any more. */
export const isMine = (
  call: Call,
  { user_id, building_id }: { user_id: string | null; building_id: string },
): boolean =>
  user_id !== null && call.user?.userId === user_id && call.can(['resident', 'manager'], { building: building_id });

const invitedRow = { provider_id: col.uuid, owner_id: col.uuid.orNull, listing_id: col.uuid };

/** The providers that a request went to. */
export const invitedTo = (db: Queries, requestId: string): Promise<RowOf<typeof invitedRow>[]> =>
  db.many(invitedRow)`
    select i.provider_id, p.owner_id, i.listing_id from quote_invitations i join providers p on p.id = i.provider_id
    where i.request_id = ${requestId} order by i.provider_id`;

export const noRequest = 'There is no such request.';

/** Decides on a request for its resident and the providers it went to; gives which one calls, null for the resident.
 * Raises `not_found`. */
export async function seeRequest(
  db: Queries,
  call: Call,
  requestId: string,
): Promise<{ request: RequestRow; providerId: string | null }> {
  const request = await findRequest(db, requestId);
  const mine = request !== null && isMine(call, request);
  const invited = request && !mine ? await invitedTo(db, requestId) : [];
  const provider = invited.find(each => actsFor(call, each));
  call.require(mine || provider !== undefined, noRequest);
  return { request: request!, providerId: mine ? null : provider!.provider_id };
}

export const eventAbout = (found: RequestRow) => ({
  requestId: found.id,
  buildingId: found.building_id,
  unitId: found.unit_id,
  userId: found.user_id,
  title: found.title,
});
