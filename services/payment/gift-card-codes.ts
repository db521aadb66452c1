// A gift card's code is money to whoever has it: it is shown once and kept as a keyed hash.

import type { PaymentCtx } from './definition.ts';

// Without the letters and digits that are taken for each other; 16 of them are 80 bits.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export const giftCardIndex = (ctx: PaymentCtx, code: string): Buffer => ctx.cipher.blindIndex(`gift-card:${code}`);

/** A new code such as `7KQ2-M9XA-…`. */
export const newGiftCardCode = (ctx: PaymentCtx): string =>
  (
    Array.from(ctx.random.bytes(16), byte => alphabet[byte % alphabet.length])
      .join('')
      .match(/.{4}/g) ?? []
  ).join('-');
