// Cards that people keep for the next time: never a number, only what stands for one at the provider, and that sealed.

import { col } from '#kernel/sql/columns';
import type { PaymentCtx } from './definition.ts';

export const methodPlace = (id: string): string => `payment_methods|token|${id}`;

const kept = /^pm:([0-9a-f-]{36})$/;

/** What the provider is given: a kept method of the payer is named `pm:<its id>`, any other token is passed on. */
export async function tokenFor(
  ctx: PaymentCtx,
  token: string | null,
  payerId: string | null,
): Promise<string | null | 'unknown'> {
  const id = token === null ? undefined : kept.exec(token)?.[1];
  if (id === undefined) return token;
  const found = await ctx.db.maybe({ token: col.bytes })`
    select token from payment_methods where id::text = ${id} and user_id = ${payerId}`;
  return found ? ctx.cipher.open(found.token, methodPlace(id)) : 'unknown';
}
