import { fail } from '#kernel/errors';
import { mediaService } from '../definition.ts';
import { findFile, linksTo, toFile } from '../queries.ts';

export const getFile = mediaService.operation('getFile', async (ctx, { fileId }, call) => {
  const file = (await findFile(ctx, fileId)) ?? fail('not_found', 'no such file');
  call.require(call.user ? file.owner_id === call.userId : true, 'no such file');
  return { ...toFile(file), claimed: file.claim !== null, ...linksTo(ctx, file) };
});
