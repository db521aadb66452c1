// When a poll takes answers, which answers fit it, and who learns how it stands.

import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';

export interface PollState {
  multiple: boolean;
  anonymous: boolean;
  closesAt: Instant;
  closedAt: Instant | null;
}

/** Over from its closing time on, or since somebody ended it. */
export const isClosed = ({ closesAt, closedAt }: PollState, now: Instant): boolean =>
  closedAt !== null || closesAt <= now;

/** Watching an anonymous poll move from one answer to the next would tell who answered what. */
export const showsResults = (poll: PollState, now: Instant): boolean => !poll.anonymous || isClosed(poll, now);

/** Raises `failed_precondition` on a poll that is over, `invalid_argument` on an answer that does not fit it. */
export function checkAnswer(
  poll: PollState,
  offered: readonly string[],
  chosen: readonly string[],
  now: Instant,
): void {
  if (isClosed(poll, now)) fail('failed_precondition', 'This poll is over.', { reason: 'poll_closed' });
  if (new Set(chosen).size !== chosen.length) fail('invalid_argument', 'optionIds: name each answer once.');
  if (!poll.multiple && chosen.length !== 1) fail('invalid_argument', 'optionIds: this poll takes one answer.');
  if (!chosen.every(id => offered.includes(id))) fail('invalid_argument', 'optionIds: the poll has no such answer.');
}
