// The way out by SMS, and the order in which several providers are asked.

import type { Outcome } from './outcome.ts';

export interface Sms {
  messageId: string;
  userId: string;
  /** E.164 */
  to: string;
  text: string;
}

export interface SmsPort {
  send(sms: Sms): Promise<Outcome>;
}

/** Asks the next provider when one does not take a message, unless the number itself is the reason. */
export function inTurn(providers: readonly SmsPort[]): SmsPort {
  return {
    async send(sms) {
      const refusals: string[] = [];
      let last: Outcome | undefined;
      for (const provider of providers) {
        last = await provider.send(sms);
        if (last.kind === 'sent' || (last.kind === 'refused' && last.gone)) break;
        refusals.push(`${last.provider}: ${last.response}`);
      }
      if (!last) throw new Error('there is no provider of SMS');
      return {
        ...last,
        response: last.kind === 'sent' ? [...refusals, last.response].join('; ') : refusals.join('; ') || last.response,
      };
    },
  };
}
