// Requests that may be tried again: what an error says of what became of it, and the key by which a repetition is known.

import { useRef } from 'react';
import { CodedError, errorCodes } from '#kernel/errors';
import { newId } from './new-id.ts';

/** Whether it may go well a moment later, with nothing changed. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof CodedError) || error.code === 'rate_limited' || errorCodes[error.code].status >= 500;

/** What was refused did nothing: the same input is another request then, as with a card that is good again. */
export const isAnswered = (error: unknown): boolean =>
  error instanceof CodedError && !mayPass(error) && error.code !== 'request_in_progress';

/** The key of what is tried: the same input, without an answer to it yet, is the same request. */
export function useAttempt(): { keyFor: (input: unknown) => string; over: () => void } {
  const attempt = useRef<{ of: string; key: string } | null>(null);
  return {
    keyFor(input) {
      const of = JSON.stringify(input);
      if (attempt.current?.of !== of) attempt.current = { of, key: newId() };
      return attempt.current.key;
    },
    over: () => void (attempt.current = null),
  };
}
