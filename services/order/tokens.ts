// By what somebody without an account shows that an order is theirs: derived from its id, stored nowhere.

import { sameBytes } from '#kernel/security/digest';
import type { OrderCtx } from './definition.ts';

const bytesOf = ({ cipher }: OrderCtx, orderId: string): Buffer => cipher.blindIndex(`order:${orderId}`);

export const orderTokenOf = (ctx: OrderCtx, orderId: string): string => bytesOf(ctx, orderId).toString('base64url');

/** Whether a token is the order's. */
export const isOrderToken = (ctx: OrderCtx, orderId: string, token: string | undefined): boolean =>
  token !== undefined && sameBytes(bytesOf(ctx, orderId), Buffer.from(token, 'base64url'));
