// One question after the other, until all have answered or the time is over.

import { messageOf } from '#kernel/errors';
import type { PersonalData } from '#kernel/personal-data';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import type { ProfileCtx } from '../definition.ts';
import { type Answering, answering, countsOf, retryAfterMinutes } from '../domain/keepers.ts';
import { exportReady } from '../events.ts';
import { ownData } from './own.ts';

const partShape = {
  request_id: col.uuid,
  service: col.text,
  attempts: col.int,
  user_id: col.uuid,
  kind: col.any<'export' | 'erasure'>(),
  deadline_at: col.instant,
};
const partRow = row(partShape);
type Part = RowOf<typeof partShape>;

/** Asks the service whose turn it is; false if it is nobody's now. */
export async function collectNext(ctx: ProfileCtx): Promise<boolean> {
  const part = await ctx.db.maybe(partRow)`
    select ${partRow} from data_request_parts p join data_requests r on r.id = p.request_id
    where p.state = 'waiting' and p.next_at <= ${ctx.now()} order by p.next_at, p.service limit 1`;
  if (!part) return false;
  try {
    await take(ctx, part, await ask(ctx, part));
  } catch (error) {
    await putOff(ctx, part, messageOf(error));
  }
  return true;
}

const isAnswering = (service: string): service is Answering => answering.some(each => each === service);

function ask(ctx: ProfileCtx, { service, user_id: userId }: Part): Promise<PersonalData> {
  if (isAnswering(service)) return ctx.clients[service].exportPersonalData({ userId });
  return ownData(ctx, userId);
}

export const contentPlace = (requestId: string, service: string): string =>
  `data_request_parts|content|${requestId}:${service}`;

/** Keeps an answer. A service that still keeps something of a deleted account is asked again until the time is over: it
 * may not have heard of it yet, or waits for an order to end. */
async function take(ctx: ProfileCtx, part: Part, data: PersonalData): Promise<void> {
  const { request_id: id, service, kind, deadline_at } = part;
  const counts = countsOf(data);
  if (kind === 'erasure' && Object.keys(counts).length > 0 && ctx.now() < deadline_at)
    return putOff(ctx, part, `keeps ${Object.keys(counts).join(', ')}`);
  const content = kind === 'export' ? ctx.cipher.seal(JSON.stringify(data), contentPlace(id, service)) : null;
  await ctx.db.transaction(async tx => {
    await tx.run`
      update data_request_parts
      set state = 'answered', next_at = null, answered_at = ${ctx.now()}, counts = ${json(counts)}, content = ${content},
          attempts = attempts + 1, error = null
      where request_id = ${id} and service = ${service} and state = 'waiting'`;
    await finishIfAll(ctx, tx, part);
  });
}

/** Asks again later, or gives up once the time is over. */
async function putOff(ctx: ProfileCtx, part: Part, error: string): Promise<void> {
  const { request_id: id, service, attempts, deadline_at } = part;
  const now = ctx.now();
  const [next] = [instantAt(epochMs(now) + retryAfterMinutes(attempts + 1) * 60_000), deadline_at].sort();
  const over = now >= deadline_at;
  ctx.log.info({ reason: error, requestId: id, of: service, over }, 'a service has not answered for personal data');
  await ctx.db.transaction(async tx => {
    await tx.run`
      update data_request_parts
      set state = ${over ? 'unanswered' : 'waiting'}, next_at = ${over ? null : next},
          attempts = attempts + 1, error = ${error}
      where request_id = ${id} and service = ${service} and state = 'waiting'`;
    if (over) await finishIfAll(ctx, tx, part);
  });
}

/** Closes a request of which nothing is waited for any more, and tells who asked for an export. */
async function finishIfAll(ctx: ProfileCtx, tx: Tx, { request_id: id, user_id: userId, kind }: Part): Promise<void> {
  const finished = await tx.maybe({ complete: col.bool })`
    update data_requests r set state = 'ready', ready_at = ${ctx.now()}
    where id = ${id} and state = 'collecting'
      and not exists (select from data_request_parts p where p.request_id = r.id and p.state = 'waiting')
    returning not exists (select from data_request_parts p where p.request_id = r.id and p.state = 'unanswered') as complete`;
  if (finished && kind === 'export')
    await ctx.publish(tx, exportReady, { exportId: id, userId, complete: finished.complete });
}
