// Hashes only this platform can make, by iam's own key. `use` keeps what was hashed for one purpose from passing for
// another.

import type { IamCtx } from './definition.ts';

/** HMAC-SHA256. */
export const keyedHash = (ctx: IamCtx, use: string, text: string): Buffer => ctx.cipher.blindIndex(`${use}\n${text}`);
