import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { actsFor } from '../../queries/providers.ts';

export const removeWindow = marketplaceService.operation('removeWindow', async (ctx, { windowId }, call) => {
  const found = await ctx.db.maybe({ provider_id: col.uuid, owner_id: col.uuid.orNull })`
    select w.provider_id, p.owner_id from availability_windows w join providers p on p.id = w.provider_id
    where w.id = ${windowId}`;
  call.require(found !== null && actsFor(call, found), 'There is no such window.');
  await ctx.db.run`delete from availability_windows where id = ${windowId}`;
});
