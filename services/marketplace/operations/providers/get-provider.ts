import { marketplaceService } from '../../definition.ts';
import { actsFor, findProvider, managesArea, toProvider } from '../../queries/providers.ts';

/** Drafts are seen by those who write them. */
export const getProvider = marketplaceService.operation('getProvider', async (ctx, { providerId }, call) => {
  const found = await findProvider(ctx.db, providerId);
  const own = found !== null && actsFor(call, { provider_id: found.id, owner_id: found.owner_id });
  call.require(found !== null && (own || found.state !== 'draft'), 'There is no such provider.');
  return toProvider(ctx, found!, own || (await managesArea(ctx.db, call, providerId)));
});
