// What somebody waits for is kept by catalog, which knows when it can be had or costs less.

import type { Call } from '#kernel/call';
import type { ProfileCtx } from '../definition.ts';

/** Lets catalog watch a variant for somebody in these ways and in no other. */
export async function setWatches(
  ctx: ProfileCtx,
  call: Call,
  variantId: string,
  watches: readonly ('stock' | 'price')[],
): Promise<void> {
  for (const kind of ['stock', 'price'] as const)
    if (watches.includes(kind)) await ctx.clients.catalog.watchVariant({ variantId, kind }, call);
    else await ctx.clients.catalog.unwatchVariant({ variantId, kind }, call);
}
