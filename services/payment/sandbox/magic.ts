// What makes the sandbox misbehave on demand: a token, or an amount. docs/sandbox.md lists them for people.

export type Magic =
  | 'none'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'suspected_fraud'
  | 'timeout_success'
  | 'timeout_failure'
  | 'lost_reply'
  | 'slow'
  | 'webhooks_tripled'
  | 'webhooks_reordered'
  | 'webhooks_late'
  | 'webhooks_none'
  | 'capture_timeout'
  | 'capture_refused'
  | 'refund_timeout'
  | 'refund_refused';

/** Declines, by the word that the payer is told. */
export const declines: readonly Magic[] = ['insufficient_funds', 'expired_card', 'incorrect_cvc', 'suspected_fraud'];

const byToken: readonly Magic[] = [
  ...declines,
  'timeout_success',
  'timeout_failure',
  'lost_reply',
  'slow',
  'webhooks_tripled',
  'webhooks_reordered',
  'webhooks_late',
  'webhooks_none',
  'capture_timeout',
  'capture_refused',
  'refund_timeout',
  'refund_refused',
];

/** Amounts in minor units, for who can choose no token. */
const byAmount: Readonly<Record<string, Magic>> = {
  66601: 'insufficient_funds',
  66602: 'expired_card',
  66603: 'timeout_success',
  66604: 'timeout_failure',
  66605: 'slow',
  66606: 'webhooks_tripled',
  66607: 'webhooks_reordered',
  66608: 'webhooks_late',
  66609: 'webhooks_none',
};

/** What a payment by this token and amount does. */
export const magicOf = (token: string | null, amount: bigint): Magic =>
  byToken.find(magic => token === `tok_${magic}`) ?? byAmount[String(amount)] ?? 'none';

/** A payment whose outcome is not known at once gets it after so many seconds. */
export const pendingSeconds = 8;

/** How often each webhook is sent, and when the first and the last of a payment's are due, in milliseconds. */
export function deliveryOf(magic: Magic, type: string): { copies: number; delayMs: number } {
  if (magic === 'webhooks_none') return { copies: 0, delayMs: 0 };
  if (magic === 'webhooks_tripled') return { copies: 3, delayMs: 200 };
  if (magic === 'webhooks_late') return { copies: 1, delayMs: 30_000 };
  if (magic === 'webhooks_reordered') return { copies: 1, delayMs: type === 'payment.authorised' ? 6_000 : 200 };
  // As from any provider they come after the reply; a second later some dozens go in one request.
  return { copies: 1, delayMs: 1_000 };
}
