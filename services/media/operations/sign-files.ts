import { mediaService } from '../definition.ts';
import { fileRow, linksTo } from '../queries.ts';

export const signFiles = mediaService.operation('signFiles', async (ctx, { fileIds }) => {
  const found = await ctx.db.many(fileRow)`select ${fileRow} from files where id = any(${fileIds}::uuid[])`;
  const files = new Map(found.map(file => [file.id, file]));
  return {
    items: fileIds.flatMap(fileId => {
      const file = files.get(fileId);
      return file ? [{ fileId, mime: file.mime, size: file.size, ...linksTo(ctx, file) }] : [];
    }),
  };
});
