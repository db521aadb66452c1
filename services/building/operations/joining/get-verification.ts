import { buildingService } from '../../definition.ts';
import { findRequest, numberPlace, showRequest } from '../../queries/verifications.ts';

export const getVerification = buildingService.operation('getVerification', async (ctx, { requestId }, call) => {
  const found = await findRequest(ctx.db, requestId);
  const isMine = call.user !== undefined && found.user_id === call.userId;
  call.require(isMine || call.can('manager', { building: found.building_id }), 'no such request');
  const sealed = found.document_number_sealed;
  const { items: files } =
    found.file_ids.length > 0 ? await ctx.clients.media.signFiles({ fileIds: found.file_ids }) : { items: [] };
  return {
    ...showRequest(found),
    note: found.note,
    documentNumber: sealed === null ? null : ctx.cipher.open(sealed, numberPlace(requestId)),
    files,
  };
});
