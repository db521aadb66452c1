import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { mayServe, type Standing } from '../../domain/provider.ts';
import { providerRow, toProvider } from '../../queries/providers.ts';

const shape = { ...providerRow, standing: col.any<Standing | null>().orNull, standing_reason: col.text.orNull };

export const listBuildingProviders = marketplaceService.operation(
  'listBuildingProviders',
  async (ctx, { buildingId }) => {
    const rows = await ctx.db.many(shape)`
      select ${providerRow}, s.standing, s.reason as standing_reason
      from providers p left join provider_standings s on s.provider_id = p.id and s.building_id = ${buildingId}
      where p.state <> 'draft' and (s.standing is not null or exists (
        select from listings l join listing_areas a on a.listing_id = l.id
        where l.provider_id = p.id and a.building_id = ${buildingId}))
      order by p.name, p.id limit 500`;
    return {
      items: rows.map(found => ({
        provider: toProvider(ctx, found, true),
        standing: found.standing,
        reason: found.standing_reason ?? '',
        mayServe: mayServe(found.state, found.standing),
      })),
    };
  },
);
