import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { findRequest, isMine, lockRequest, noRequest, toRequest } from '../../queries/requests.ts';
import { endRequest } from '../../quote/close.ts';

export const cancelQuoteRequest = marketplaceService.operation('cancelQuoteRequest', async (ctx, { requestId }, call) =>
  ctx.db.transaction(async tx => {
    const request = await lockRequest(tx, requestId);
    call.require(request !== null && isMine(call, request), noRequest);
    if (request!.state !== 'open')
      fail('failed_precondition', `It is ${request!.state}: cancel the job instead, if there is one.`, {
        reason: 'not_open',
      });
    await endRequest(ctx, tx, requestId, 'cancelled');
    return toRequest((await findRequest(tx, requestId))!, false);
  }),
);
