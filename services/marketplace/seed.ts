import type { MarketplaceCtx } from './definition.ts';

export async function seed(_ctx: MarketplaceCtx): Promise<void> {}
