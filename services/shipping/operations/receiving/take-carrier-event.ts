import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import { hmacSha256 } from '#kernel/security/hmac';
import { col } from '#kernel/sql/columns';
import { type ShippingCtx, shippingService } from '../../definition.ts';
import { CarrierEvent, hear } from '../../hear.ts';
import { secretOf } from '../../ports/carrier.ts';

export const takeCarrierEvent = shippingService.operation(
  'takeCarrierEvent',
  async (ctx, { carrierCode, signature = '', content }) => {
    const carrierId = await carrierThatCallsBack(ctx, carrierCode);
    const expected = hmacSha256(secretOf(ctx, carrierCode), content);
    if (!sameBytes(expected, Buffer.from(signature, 'hex')))
      fail('permission_denied', 'The signature does not fit the body.', { reason: 'signature_invalid' });
    const event = CarrierEvent.safeParse(jsonOf(content));
    if (!event.success)
      return fail('invalid_argument', `This is no event of a parcel: ${event.error.issues[0]?.message}.`);
    await ctx.db.transaction(tx => hear(ctx, tx, carrierId, event.data));
  },
);

const known = new WeakMap<object, Map<string, string>>();

/** The id of a carrier by its code. Neither ever changes, so that each is looked up once. Raises `not_found`. */
async function carrierThatCallsBack(ctx: ShippingCtx, code: string): Promise<string> {
  const ids = known.get(ctx) ?? new Map<string, string>();
  known.set(ctx, ids);
  const found = ids.get(code);
  if (found !== undefined) return found;
  const { id } =
    (await ctx.db.maybe({ id: col.uuid })`select id from carriers where code = ${code} and kind <> 'own'`) ??
    fail('not_found', 'no such carrier');
  ids.set(code, id);
  return id;
}

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
}
