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

/** Sends again what was not answered, or was told to come back; gives the first answer for good, be it a refusal. Throws
 * with what it was told instead when there is none. */
export async function insist(what: string, random: Random, send: () => Promise<Reply>): Promise<Answered> {
  const beganMs = performance.now();
  const told = new Map<string, number>();
  const note = (answer: string) => told.set(answer, (told.get(answer) ?? 0) + 1);
  for (let unknown = 0; ; ) {
    const tookMs = performance.now() - beganMs;
    try {
      const reply = await send();
      if (![401, 429, 503, 504].includes(reply.status) && reply.body.code !== 'request_in_progress')
        return { reply, unknown, tookMs: performance.now() - beganMs };
      note(`${reply.status} ${reply.body.code} ${reply.body.detail}`);
    } catch (error) {
      unknown++;
      note(String(error));
    }
    if (tookMs > giveUpMs)
      throw new Error(`${what} had no answer for ${giveUpMs} ms, but ${JSON.stringify(Object.fromEntries(told))}`);
    await new Promise(resolve => setTimeout(resolve, 50 + random.int(150)));
  }
}
