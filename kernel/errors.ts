// The closed set of errors a service can raise, and the one table that maps them to HTTP (RFC 9457).

/** Every code an endpoint may answer with, its HTTP status and the title shown to people. */
export const errorCodes = {
  invalid_argument: { status: 400, title: 'The request is not valid' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_cursor: { status: 400, title: 'The cursor is not one this list gave out' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  token_expired: { status: 401, title: 'The access token has expired' },
  token_outdated: { status: 401, title: 'The access token no longer matches your account' },
  permission_denied: { status: 403, title: 'You may not do this' },
  fresh_session_required: { status: 403, title: 'Confirm your password first' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'Somebody else was faster' },
  already_exists: { status: 409, title: 'This exists already' },
  request_in_progress: { status: 409, title: 'The same request is still being worked on' },
  failed_precondition: { status: 409, title: 'The state of things does not allow this now' },
  version_mismatch: { status: 412, title: 'This was changed in the meantime' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'This type of content is not taken' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'This part is not available right now' },
  overloaded: { status: 503, title: 'Too much is going on right now' },
  deadline_exceeded: { status: 504, title: 'This took too long' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** One field that was refused: `path` as in `items.0.name`, `message` a sentence for people. */
export interface FieldError {
  path: string;
  message: string;
}

export interface ErrorExtras {
  /** A stable word of the service's own within the code, e.g. `coupon_exhausted`. */
  reason?: string;
  fields?: FieldError[];
  retryAfterSeconds?: number;
  /** Facts a client can act on, e.g. both totals of a drifted cart. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** The only error a service raises on purpose. `message` says what is wrong and what to do about it. */
export class CodedError extends Error {
  override name = 'CodedError';
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.extras = extras;
  }
}

/** Raises a coded error; usable as an expression: `row ?? fail('not_found', 'no such ticket')`. */
export function fail(code: ErrorCode, message: string, extras?: ErrorExtras): never {
  throw new CodedError(code, message, extras);
}

/** What an error says, to be kept in a text column: PostgreSQL takes no NUL there. A connection refused at each address
 * of a host comes as an error of several that itself says nothing. */
export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, 2_000);
};

/** The `application/problem+json` body of RFC 9457, with Agora's members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId?: string;
  reason?: string;
  fields?: FieldError[];
  details?: Record<string, unknown>;
}

/** Maps any thrown value to a problem; what was not raised on purpose says nothing about our insides. */
export function toProblem(error: unknown, requestId?: string): Problem {
  const coded =
    error instanceof CodedError
      ? error
      : new CodedError('internal', 'Try again; if it stays, tell us the request id.', { cause: error });
  const { status, title } = errorCodes[coded.code];
  const { reason, fields, details } = coded.extras;
  return {
    type: `urn:agora:problem:${coded.code}`,
    title,
    status,
    detail: coded.message,
    code: coded.code,
    ...(requestId && { requestId }),
    ...(reason && { reason }),
    ...(fields && { fields }),
    ...(details && { details }),
  };
}

/** The other direction: what a remote service answered becomes the error a local one would have raised. */
export function fromProblem(problem: Partial<Problem>, retryAfterSeconds?: number): CodedError {
  const code = problem.code && problem.code in errorCodes ? problem.code : 'unavailable';
  return new CodedError(code, problem.detail ?? 'The service gave no reason.', {
    ...(problem.reason && { reason: problem.reason }),
    ...(problem.fields && { fields: problem.fields }),
    ...(problem.details && { details: problem.details }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
