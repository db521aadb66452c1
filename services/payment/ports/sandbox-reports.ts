// The sandbox's words in ours, for both ways of asking it.

import { CodedError, messageOf } from '#kernel/errors';
import type { RefundReport, Report } from './provider.ts';

/** A payment as the sandbox's API shows it. */
export interface SandboxState {
  id: string;
  state: string;
  reason: string | null;
  url: string | null;
}

export function toReport({ id, state, reason, url }: SandboxState): Report {
  switch (state) {
    case 'authorised':
    case 'captured':
    case 'voided':
      return { state, ref: id };
    case 'declined':
      return { state, ref: id, reason: reason ?? 'declined' };
    case 'requires_action':
      return { state: 'action_required', ref: id, url: url ?? '' };
    default:
      return { state: 'pending', ref: id };
  }
}

export const toRefundReport = ({ id, state }: { id: string; state: string }): RefundReport =>
  state === 'succeeded' ? { state, ref: id } : { state: 'failed', ref: id, reason: 'refused' };

/** What an error of the sandbox says: it has none by this key, or nothing for certain. */
export function withoutReply(error: unknown): { state: 'absent' } | { state: 'unknown'; reason: string } {
  if (error instanceof CodedError && error.code === 'not_found') return { state: 'absent' };
  const reason = error instanceof CodedError ? (error.extras.reason ?? error.code) : messageOf(error);
  return { state: 'unknown', reason };
}

/** The sandbox refuses for good. */
export const isRefusal = (error: unknown): error is CodedError =>
  error instanceof CodedError && error.code === 'failed_precondition';
