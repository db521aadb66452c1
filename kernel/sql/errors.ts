// What PostgreSQL refuses becomes a coded error: by constraint name where the service gave it a sentence, else by class.

import { DatabaseError } from 'pg';
import { CodedError, type ErrorCode } from '../errors.ts';

/** By constraint name: the code and sentence of the loser of a race or the sender of a value no rule allows. */
export type ConstraintErrors = Record<string, { code: ErrorCode; message: string; reason?: string }>;

/** Serialization failure and deadlock: the transaction may simply be run again. */
const retryable = new Set(['40001', '40P01']);

export const isRetryable = (error: unknown): boolean =>
  error instanceof DatabaseError && retryable.has(error.code ?? '');

/** Whether PostgreSQL refused a statement and took back its transaction. By SQLSTATE, as the words of a severity depend on the
 * server's language: with the others it ends the connection, or may have. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError && !/^(08|25P0[34]|57P|XX)/.test(error.code ?? 'XX');

const byClass: Record<string, readonly [ErrorCode, string]> = {
  22003: ['invalid_argument', 'A number is too large or too small.'],
  22008: ['invalid_argument', 'A date or time is too far away.'],
  22021: ['invalid_argument', 'Text must not contain the character NUL.'],
  '22P05': ['invalid_argument', 'Text must not contain the character NUL.'],
  23505: ['already_exists', 'This exists already.'],
  '23P01': ['conflict', 'Somebody else took this; choose another.'],
  57014: ['deadline_exceeded', 'The database took too long; try again.'],
  '55P03': ['conflict', 'Somebody else is changing this right now; try again.'],
  40001: ['conflict', 'Too many changes at once; try again.'],
  '40P01': ['conflict', 'Too many changes at once; try again.'],
  53300: ['unavailable', 'The database has no connection free; try again.'],
  '57P01': ['unavailable', 'The database is restarting; try again.'],
  '57P03': ['unavailable', 'The database is starting; try again.'],
};

/** Errors of a lost connection have no SQLSTATE. */
const isConnectionLoss = (error: unknown): boolean =>
  error instanceof Error &&
  /ECONN|EPIPE|ETIMEDOUT|Connection terminated|Client has encountered|timeout exceeded when trying to connect/.test(
    `${(error as NodeJS.ErrnoException).code} ${error.message}`,
  );

/** The coded error for what the driver raised; others pass through as they are. */
export function fromDriver(error: unknown, constraints: ConstraintErrors): unknown {
  if (error instanceof CodedError) return error;
  if (error instanceof DatabaseError) {
    const known = error.constraint === undefined ? undefined : constraints[error.constraint];
    if (known)
      return new CodedError(known.code, known.message, { cause: error, ...(known.reason && { reason: known.reason }) });
    const fallback = byClass[error.code ?? ''];
    return fallback ? new CodedError(fallback[0], fallback[1], { cause: error }) : error;
  }
  if (isConnectionLoss(error))
    return new CodedError('unavailable', 'The database cannot be reached right now; try again.', { cause: error });
  return error;
}
