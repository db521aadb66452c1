import { fail } from '#kernel/errors';
import { sql } from '#kernel/sql/tag';
import { mediaService } from '../definition.ts';
import { deleteFiles, findFile } from '../queries.ts';

export const deleteFile = mediaService.operation('deleteFile', async (ctx, { fileId }, call) => {
  const file = (await findFile(ctx, fileId)) ?? fail('not_found', 'no such file');
  call.require(call.user ? file.owner_id === call.userId : true, 'no such file');
  const deleted = await ctx.db.transaction(tx => deleteFiles(ctx, tx, sql`id = ${fileId} and claim is null`));
  if (deleted === 0)
    fail('failed_precondition', 'The file belongs to something; delete or change that instead.', {
      reason: 'file_claimed',
    });
});
