// From what a provider said to what is recorded.

import { epochMs, instantAt } from '#kernel/time';
import type { NotificationCtx } from '../definition.ts';
import { retryAt } from '../domain/retry.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Result } from './record.ts';
import type { Delivery } from './rows.ts';

/** What an outcome makes of a message: over, or another attempt while there are any left. */
export function resultOf(ctx: NotificationCtx, { attempts }: Delivery, outcome: Outcome): Result {
  const { kind, provider, response } = outcome;
  if (kind === 'sent') return { outcome: 'sent', provider, response };
  const now = ctx.now();
  const next = kind === 'refused' ? null : retryAt(attempts + 1, ctx.config.maxAttempts, now, ctx.random.number());
  if (next === null) return { outcome: 'failed', provider, response };
  const askedForMs = epochMs(now) + ((kind === 'unavailable' && outcome.retryAfterMs) || 0);
  return { outcome: 'retried', dueAt: instantAt(Math.max(epochMs(next), askedForMs)), provider, response };
}
