// Addresses nothing is sent to any more, known by their keyed hashes.

import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';

/** What an address is known by. */
export const addressIndex = (ctx: NotificationCtx, email: string): Buffer =>
  ctx.cipher.blindIndex(`email|${email.trim().toLowerCase()}`);

/** Those of the given that are suppressed. */
export async function suppressedAmong(ctx: NotificationCtx, addresses: readonly string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const byIndex = Map.groupBy(addresses, email => addressIndex(ctx, email).toString('hex'));
  const rows = await ctx.db.many({ address_index: col.bytes })`
    select address_index from suppressions
    where address_index = any(${[...byIndex.keys()].map(hex => Buffer.from(hex, 'hex'))}::bytea[])`;
  return new Set(rows.flatMap(found => byIndex.get(found.address_index.toString('hex')) ?? []));
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
