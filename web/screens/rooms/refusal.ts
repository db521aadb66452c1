import { CodedError } from '#kernel/errors';
import { bookingRefusals } from '#web/text/booking-refusals.ts';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';

/** Whether the API refused for this reason. */
export const isRefusal = (error: unknown, reason: string): boolean =>
  error instanceof CodedError && error.extras.reason === reason;

/** The sentence for an error: by its reason where booking has one, else as everywhere. */
export function useRefusal(): (error: unknown) => string {
  const own: Readonly<Record<string, string>> = useText(bookingRefusals);
  const problems = useText(problemText);
  return error => {
    const reason = error instanceof CodedError ? error.extras.reason : undefined;
    return (reason && own[reason]) || sentenceFor(error, problems);
  };
}

/** A reason by itself, as the dates of a series have it. */
export function useReason(): (reason: string) => string {
  const own: Readonly<Record<string, string>> = useText(bookingRefusals);
  return reason => own[reason] ?? reason;
}
