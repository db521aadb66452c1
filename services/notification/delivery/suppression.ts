// Addresses nothing is sent to any more, known by their keyed hashes.

import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';

/** What an address is known by. */
export const addressIndex = (ctx: NotificationCtx, email: string): Buffer =>
  ctx.cipher.blindIndex(`email|${email.trim().toLowerCase()}`);

/** Those of the given that are suppressed, in hex. */
export async function suppressedAmong(ctx: NotificationCtx, indexes: readonly Buffer[]): Promise<Set<string>> {
  if (indexes.length === 0) return new Set();
  const rows = await ctx.db.many({ address_index: col.bytes })`
    select address_index from suppressions where address_index = any(${indexes}::bytea[])`;
  return new Set(rows.map(found => found.address_index.toString('hex')));
}

/** Sends nothing to an address from now on. The first reason stays. */
export async function suppress(
  ctx: NotificationCtx,
  email: string,
  reason: 'bounce' | 'complaint',
  provider: string,
): Promise<void> {
  await ctx.db.run`
    insert into suppressions (address_index, reason, provider, at)
    values (${addressIndex(ctx, email)}, ${reason}, ${provider}, ${ctx.now()})
    on conflict (address_index) do nothing`;
}
