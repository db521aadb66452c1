import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { shown } from '../../queries/files.ts';
import { seeRequest } from '../../queries/requests.ts';

export const listRequestFiles = marketplaceService.operation('listRequestFiles', async (ctx, { requestId }, call) => {
  await seeRequest(ctx.db, call, requestId);
  const rows = await ctx.db.many({ file_id: col.uuid, mime: col.text })`
    select file_id, mime from request_files where request_id = ${requestId} order by position`;
  return { items: (await shown(ctx, rows)).map(({ link }) => link) };
});
