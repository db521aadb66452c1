import { sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { ownProvider } from '../../queries/providers.ts';
import { pageOfRequests } from '../../queries/request-pages.ts';

export const listProviderRequests = marketplaceService.operation('listProviderRequests', async (ctx, input, call) => {
  await ownProvider(ctx.db, call, input.providerId);
  const asked = sql`exists (
    select from quote_invitations i
    where i.request_id = r.id and i.provider_id = ${input.providerId} and i.refused_at is null)`;
  return pageOfRequests(ctx.db, asked, input, true);
});
