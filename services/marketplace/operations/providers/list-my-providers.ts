import { marketplaceService } from '../../definition.ts';
import { providerRow, toProvider } from '../../queries/providers.ts';

export const listMyProviders = marketplaceService.operation('listMyProviders', async (ctx, _input, call) => {
  const granted = (call.user?.grants ?? [])
    .filter(({ role, scope }) => role === 'provider' && scope.startsWith('provider:'))
    .map(({ scope }) => scope.slice('provider:'.length));
  const rows = await ctx.db.many(providerRow)`
    select ${providerRow} from providers p where p.owner_id = ${call.userId} or p.id = any(${granted}::uuid[])
    order by p.created_at, p.id`;
  return { items: rows.map(found => toProvider(ctx, found, true)) };
});
