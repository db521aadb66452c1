import { Id, line } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { assetRow, toAsset } from '../../queries/assets.ts';

export const listAssets = ticketService.operation('listAssets', async (ctx, input) => {
  const { buildingId, state, kind, limit, cursor } = input;
  const after = afterCursor(cursor, [line(140), Id]);
  const rows = await ctx.db.many({ ...assetRow, active_tickets: col.int })`
    select ${assetRow},
           (select count(*)::int from tickets t
            where t.asset_id = a.id and t.status not in ('resolved', 'closed')) as active_tickets
    from assets a
    where a.building_id = ${buildingId}
      ${state ? sql`and a.state = ${state}` : nothing}
      ${kind ? sql`and a.kind = ${kind}` : nothing}
      ${after ? sql`and (a.name, a.id) > (${after[0]}, ${after[1]})` : nothing}
    order by a.name, a.id limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.name, found.id],
    found => toAsset(found, found.active_tickets),
  );
});
