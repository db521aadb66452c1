// Sending something until its outcome is known, while processes die.

import type { Random } from '../kernel/security/random.ts';
import type { Reply } from './api.ts';

export interface Answered {
  reply: Reply;
  /** How many attempts ended without an answer, and so may or may not have had their effect. */
  unknown: number;
  tookMs: number;
}

const giveUpMs = 120_000;

/** Sends again what was not answered, or was told to come back; gives the first answer for good, be it a refusal. */
export async function insist(what: string, random: Random, send: () => Promise<Reply>): Promise<Answered> {
  const beganMs = performance.now();
  for (let unknown = 0; ; ) {
    const tookMs = performance.now() - beganMs;
    try {
      const reply = await send();
      if (![401, 429, 503, 504].includes(reply.status) && reply.body.code !== 'request_in_progress')
        return { reply, unknown, tookMs: performance.now() - beganMs };
    } catch {
      unknown++;
    }
    if (tookMs > giveUpMs) throw new Error(`${what} had no answer for ${giveUpMs} ms`);
    await new Promise(resolve => setTimeout(resolve, 50 + random.int(150)));
  }
}
