// The API as a client outside sees it: plain requests and what comes back.

export interface Reply {
  status: number;
  body: Record<string, unknown> & { code?: string };
}

export type Api = (method: string, path: string, options?: RequestOptions) => Promise<Reply>;

export interface RequestOptions {
  token?: string;
  headers?: Record<string, string>;
  key?: string;
  json?: unknown;
  file?: { type: string; content: Uint8Array };
  timeoutMs?: number;
}

/** Takes the address; gives what makes requests there. Network errors are thrown: the outcome is then unknown. */
export function apiAt(url: () => string): Api {
  return async (method, path, { token, headers, key, json, file, timeoutMs = 10_000 } = {}) => {
    const body = file?.content ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(`${url()}${path}`, {
      method,
      ...(body !== undefined && { body }),
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': file?.type ?? 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(key && { 'idempotency-key': key }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? JSON.parse(text) : { text } };
  };
}

/** The body of a reply with this status. Throws for another. */
export function ok(reply: Reply, status = 200): Reply['body'] {
  if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export const items = (body: Reply['body']): Record<string, unknown>[] => body.items as Record<string, unknown>[];

/** Signs somebody in, of the demo community unless a password is given; gives the access token. */
export async function signIn(api: Api, email: string, password = 'agora-demo'): Promise<string> {
  const { status, body } = await api('POST', '/api/v1/sessions', { json: { email, password } });
  if (status !== 200) throw new Error(`${email} could not sign in: ${status} ${JSON.stringify(body)}`);
  return body.accessToken as string;
}

/** Asks again until the answer is right. Throws with the last one after the time given. */
export async function eventually<T>(ask: () => Promise<T>, right: (found: T) => boolean, withinMs: number): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (right(found)) return found;
    if (performance.now() > endMs) throw new Error(`not in time: ${JSON.stringify(found).slice(0, 2_000)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
