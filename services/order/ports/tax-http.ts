// An outside provider of taxes, asked by HTTP: it gets the place and the lines, and answers with a rate and a tax for each.
// A thin program of a page in front of any commercial provider's API speaks this.

import { z } from 'zod';
import { fail } from '#kernel/errors';
import { type Outgoing, outgoing } from '#kernel/http/outgoing';
import type { TaxPort } from './tax.ts';

const Answer = z.object({
  included: z.boolean(),
  lines: z.array(z.object({ ratePpm: z.int().min(0).max(1_000_000), tax: z.string().regex(/^\d{1,18}$/) })),
});

/** Builds the adapter. What the provider says is believed only where it can be: a tax for each line. */
export function taxFromProvider(options: { url: string; key?: string | undefined; insecure: boolean }): TaxPort {
  const http: Outgoing = outgoing({ allowInsecure: options.insecure });
  return {
    async taxOf({ place, currency, lines }) {
      if (lines.length === 0) return { included: true, lines: [] };
      const reply = await http.request(options.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(options.key && { authorization: `Bearer ${options.key}` }),
        },
        body: JSON.stringify({
          ...place,
          currency,
          lines: lines.map(({ category, amount }) => ({ category, amount: String(amount) })),
        }),
      });
      const answer = reply.status === 200 ? Answer.safeParse(reply.json()).data : undefined;
      if (answer?.lines.length !== lines.length)
        return fail('unavailable', 'The taxes cannot be reckoned right now; try again in a moment.');
      return {
        included: answer.included,
        lines: answer.lines.map(({ ratePpm, tax }) => ({ ratePpm, tax: BigInt(tax) })),
      };
    },
  };
}
