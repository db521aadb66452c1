// The links and codes of a parcel follow from the platform's secret, so that none is kept where it could be read.

import type { Call } from '#kernel/call';
import { sameBytes } from '#kernel/security/digest';
import type { ShippingCtx } from './definition.ts';
import { handoverCode } from './domain/numbers.ts';

type Purpose = 'parcel' | 'track';

/** Who has the token of a parcel acts as its recipient; who has that of its tracking sees where it is. */
export const tokenOf = ({ cipher }: ShippingCtx, purpose: Purpose, shipmentId: string): string =>
  cipher.blindIndex(`${purpose}:${shipmentId}`).toString('base64url');

export const isToken = (ctx: ShippingCtx, purpose: Purpose, shipmentId: string, token: string | undefined): boolean =>
  token !== undefined && sameBytes(Buffer.from(tokenOf(ctx, purpose, shipmentId)), Buffer.from(token));

/** The page that shows where a parcel is; to its recipient also the hand-over code. */
export const pageUrl = (ctx: ShippingCtx, purpose: Purpose, shipmentId: string, trackingNumber: string): string =>
  `${ctx.publicUrl}/api/v1/tracking/${trackingNumber}/page?token=${tokenOf(ctx, purpose, shipmentId)}`;

/** Whether a caller is the recipient of a parcel: its signed-in buyer, or a guest with the token of their mail. */
export function isRecipient(
  ctx: ShippingCtx,
  call: Call,
  { id, user_id }: { id: string; user_id: string | null },
  token: string | undefined,
): boolean {
  if (call.user && user_id === call.user.userId) return true;
  return isToken(ctx, 'parcel', id, token) || (!call.user && call.via !== undefined);
}

/** The code a parcel is handed over for. */
export const codeOf = ({ cipher }: ShippingCtx, { id, code_number }: { id: string; code_number: number }): string =>
  handoverCode(cipher.blindIndex(`handover:${id}:${code_number}`));
