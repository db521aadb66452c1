import { fail } from '#kernel/errors';
import { mediaService } from '../definition.ts';
import { type FileRow, fileRow, toFile } from '../queries.ts';

export const claimFiles = mediaService.operation('claimFiles', async (ctx, { fileIds, ownerId, claim }) => {
  const files = await ctx.db.transaction(async tx => {
    // Locked in one order, so that two claims of the same files wait for each other instead of blocking each other.
    const found = await tx.many(fileRow)`
      select ${fileRow} from files where id = any(${fileIds}::uuid[]) and owner_id = ${ownerId} order by id for update`;
    const taken = found.find(file => file.claim !== null && file.claim !== claim);
    if (taken)
      fail('failed_precondition', 'A file belongs to something else already; upload it again.', {
        reason: 'file_claimed',
        details: { fileId: taken.id },
      });
    const missing = fileIds.find(fileId => !found.some(({ id }) => id === fileId));
    if (missing) fail('not_found', 'A file is not there; upload it again.', { details: { fileId: missing } });
    await tx.run`
      update files set claim = ${claim}, unclaimed_since = null
      where id = any(${fileIds}::uuid[]) and claim is null`;
    return new Map(found.map(file => [file.id, file]));
  });
  return { items: [...new Set(fileIds)].map(fileId => toFile(files.get(fileId) as FileRow)) };
});
