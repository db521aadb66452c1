// W3C Trace Context: `00-<trace id>-<span id>-<flags>`. Carried through calls, outbox and broker whether or not spans are
// exported, so that a log line of a handler names the request that caused it.

import { randomHex } from '../security/random.ts';

const valid = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new trace. */
export const newTrace = (): string => `00-${randomHex(16)}-${randomHex(8)}-01`;

/** The same trace with a span of its own; a new trace where the header is missing or malformed. */
export function childOf(traceparent: string | null | undefined): string {
  if (!traceparent || !valid.test(traceparent)) return newTrace();
  return `${traceparent.slice(0, 36)}${randomHex(8)}${traceparent.slice(52)}`;
}

/** The trace id alone, for logs. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
