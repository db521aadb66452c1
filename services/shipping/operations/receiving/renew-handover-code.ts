import { fail } from '#kernel/errors';
import { shippingService } from '../../definition.ts';
import { mostCodes, mostTries } from '../../domain/numbers.ts';
import { codeOf } from '../../links.ts';
import { findOwn, requireWaiting } from '../../queries/recipient.ts';
import { lockShipment } from '../../queries/shipments.ts';

export const renewHandoverCode = shippingService.operation('renewHandoverCode', (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    await lockShipment(tx, input.shipmentId);
    const found = await findOwn(ctx, tx, call, input);
    requireWaiting(found);
    if (found.code_number >= mostCodes)
      fail('failed_precondition', 'There was another code too often; ask where the parcel waits to see your papers.', {
        reason: 'no_more_codes',
      });
    const code_number = found.code_number + 1;
    await tx.run`update shipments set code_number = ${code_number}, code_tries = 0 where id = ${found.id}`;
    return { code: codeOf(ctx, { ...found, code_number }), triesLeft: mostTries };
  }),
);
