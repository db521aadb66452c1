import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { listingsWhere, toListing } from '../../queries/listings.ts';
import { ownProvider } from '../../queries/providers.ts';

export const listProviderListings = marketplaceService.operation(
  'listProviderListings',
  async (ctx, { providerId }, call) => {
    await ownProvider(ctx.db, call, providerId);
    return { items: (await listingsWhere(ctx.db, sql`l.provider_id = ${providerId}`, 200)).map(toListing) };
  },
);
