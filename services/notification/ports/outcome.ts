// What a provider made of a message. Every adapter of every port answers with one of these and never throws.

import { CodedError } from '#kernel/errors';

export type Outcome =
  | { kind: 'sent'; provider: string; response: string }
  /** It will never be taken; `gone` if that is because the address, number or device is no longer one. */
  | { kind: 'refused'; provider: string; response: string; gone: boolean }
  /** It may be taken later. */
  | { kind: 'unavailable'; provider: string; response: string; retryAfterMs?: number };

/** The outcome of a request that got no reply: an address that may not be called is gone, all else may come back. */
export function withoutReply(provider: string, error: unknown): Outcome {
  const response = error instanceof Error ? error.message : String(error);
  if (error instanceof CodedError && error.code === 'invalid_argument')
    return { kind: 'refused', provider, response, gone: true };
  return { kind: 'unavailable', provider, response };
}

/** The wait a provider asks for, from its `Retry-After` in seconds (RFC 9110). */
export function retryAfter(headers: Record<string, string | string[] | undefined>): { retryAfterMs?: number } {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
}
