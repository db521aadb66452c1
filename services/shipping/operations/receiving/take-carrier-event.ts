import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import { hmacSha256 } from '#kernel/security/hmac';
import { col } from '#kernel/sql/columns';
import { shippingService } from '../../definition.ts';
import { CarrierEvent, hear } from '../../hear.ts';
import { secretOf } from '../../ports/carrier.ts';

export const takeCarrierEvent = shippingService.operation(
  'takeCarrierEvent',
  async (ctx, { carrierCode, signature = '', content }) => {
    const carrier =
      (await ctx.db.maybe({ id: col.uuid, code: col.text })`
        select id, code from carriers where code = ${carrierCode} and kind <> 'own'`) ??
      fail('not_found', 'no such carrier');
    const expected = hmacSha256(secretOf(ctx, carrier.code), content);
    if (!sameBytes(expected, Buffer.from(signature, 'hex')))
      fail('permission_denied', 'The signature does not fit the body.', { reason: 'signature_invalid' });
    const event = CarrierEvent.safeParse(jsonOf(content));
    if (!event.success)
      return fail('invalid_argument', `This is no event of a parcel: ${event.error.issues[0]?.message}.`);
    await ctx.db.transaction(tx => hear(ctx, tx, carrier.id, event.data));
  },
);

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}
