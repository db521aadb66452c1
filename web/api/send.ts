// One request to the API, by an endpoint of a contract: the same description the server routes by. What it refuses comes
// back as the error the server raised.

import { requestOf } from '#kernel/clients/request';
import { type Endpoint, File, type InputOf, type OutputOf } from '#kernel/contract';
import { CodedError, fromProblem, type Problem } from '#kernel/errors';

export interface SendOptions {
  token?: string | null;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Sends a request. Raises a `CodedError`: that of the server, or `unavailable` where it was not reached. */
export async function send<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { token, idempotencyKey, signal }: SendOptions = {},
): Promise<OutputOf<E>> {
  const { path, body, contentType, headers } = requestOf(endpoint, input);
  const response = await fetch(`/api${path}`, {
    method: endpoint.method,
    headers: {
      ...headers,
      ...(contentType && { 'content-type': contentType }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      // The refresh token stays in a cookie that no script can read; this header says that it is to be used.
      ...(endpoint.cookie && { 'x-session': 'cookie' }),
    },
    ...(body !== undefined && { body: body as BodyInit }),
    ...(signal && { signal }),
  }).catch(cause => {
    if (signal?.aborted) throw cause;
    throw new CodedError('unavailable', 'Agora cannot be reached.', { reason: 'unreachable', cause });
  });
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined as OutputOf<E>;
  // A file may be JSON as well; it is to be saved as it is.
  return (await (endpoint.output === File ? response.blob() : response.json())) as OutputOf<E>;
}

async function refusalOf(response: Response): Promise<CodedError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  const retryAfter = response.headers.get('retry-after');
  return fromProblem(problem, retryAfter === null ? undefined : Number(retryAfter));
}
