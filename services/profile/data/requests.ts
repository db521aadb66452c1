// Asking every service for what it keeps about somebody: for an export, or to see that a deleted account is forgotten.

import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { ProfileCtx } from '../definition.ts';
import { answering } from '../domain/keepers.ts';

const hourMs = 3_600_000;

/** Every service first has to hear of the deletion by itself. */
const graceMs = 60_000;

/** Opens a request: each service is asked from now on. */
export async function openRequest(
  ctx: ProfileCtx,
  tx: Tx,
  { userId, kind }: { userId: string; kind: 'export' | 'erasure' },
): Promise<string> {
  const id = ctx.id();
  const now = ctx.now();
  const firstAt: Instant = kind === 'export' ? now : instantAt(epochMs(now) + graceMs);
  await tx.run`
    insert into data_requests (id, user_id, kind, requested_at, deadline_at)
    values (${id}, ${userId}, ${kind}, ${now}, ${instantAt(epochMs(now) + ctx.config.exportHours * hourMs)})`;
  await tx.run`
    insert into data_request_parts (request_id, service, state, next_at)
    select ${id}, unnest(${['profile', ...answering]}::text[]), 'waiting', ${firstAt}::timestamptz`;
  tx.afterCommit(() => ctx.wake('data-requests'));
  return id;
}
