import { marketplaceService } from '../../definition.ts';
import { documentRow, toDocument } from '../../queries/documents.ts';
import { linksTo } from '../../queries/files.ts';
import { actsFor, findProvider, managesArea } from '../../queries/providers.ts';

export const listDocuments = marketplaceService.operation('listDocuments', async (ctx, { providerId }, call) => {
  const found = await findProvider(ctx.db, providerId);
  const own = found !== null && actsFor(call, { provider_id: found.id, owner_id: found.owner_id });
  const decides = found !== null && found.state !== 'draft' && (await managesArea(ctx.db, call, providerId));
  call.require(own || decides, 'There is no such provider.');
  const rows = await ctx.db.many(documentRow)`
    select ${documentRow} from provider_documents where provider_id = ${providerId} order by created_at desc, id desc`;
  const links = await linksTo(
    ctx,
    rows.map(({ file_id }) => file_id),
  );
  return { items: rows.map(paper => toDocument(paper, links.get(paper.file_id)?.url ?? null)) };
});
