// Calls to a service in another process: HTTP over kept-alive connections, with the same errors a function call raises.

import { Pool } from 'undici';
import type { Call } from '../call.ts';
import { type Endpoint, File, Nothing } from '../contract.ts';
import { CodedError, fail, fromProblem, type Problem } from '../errors.ts';
import type { ServiceTokens } from '../security/tokens.ts';
import type { Send } from './client.ts';
import { requestOf } from './request.ts';

export interface HttpSender {
  send: Send;
  close(): Promise<void>;
}

export interface HttpSenderOptions {
  urlOf: (service: string) => string;
  tokens: ServiceTokens;
}

/** Builds the way to send over HTTP, with one pool per service. A call that no service makes is a person's request, as
 * the public entrance passes it on. */
export function httpSender({ urlOf, tokens }: HttpSenderOptions): HttpSender {
  const pools = new Map<string, Pool>();
  const poolOf = (service: string): Pool => {
    let pool = pools.get(service);
    if (!pool) pools.set(service, (pool = new Pool(urlOf(service), { connections: 64, pipelining: 1 })));
    return pool;
  };

  return {
    async send(endpoint, input, call) {
      const remainingMs = call.deadlineMs - performance.now();
      if (remainingMs <= 0) fail('deadline_exceeded', 'The deadline of this request has passed; try again.');
      const { path, body, contentType, headers } = requestOf(endpoint, input as Record<string, unknown>);
      try {
        const response = await poolOf(endpoint.service).request({
          method: endpoint.method,
          path,
          body: body ?? null,
          headers: {
            ...headersOf(call, remainingMs),
            ...headers,
            'x-agora-service': await tokens.issue(call.via ?? 'edge', endpoint.service, call.via === undefined),
            ...(contentType && { 'content-type': contentType }),
          },
          signal: AbortSignal.timeout(Math.min(Math.ceil(remainingMs), 2 ** 31 - 1)),
        });
        return await replyOf(endpoint, response.statusCode, response.headers, response.body);
      } catch (error) {
        if (error instanceof CodedError) throw error;
        if (error instanceof Error && error.name === 'TimeoutError')
          return fail('deadline_exceeded', `${endpoint.service} did not answer in time; try again.`, { cause: error });
        return fail('unavailable', `${endpoint.service} cannot be reached right now; try again.`, { cause: error });
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(pool => pool.close()));
    },
  };
}

function headersOf(call: Call, remainingMs: number): Record<string, string> {
  return {
    traceparent: call.traceparent,
    'x-request-id': call.requestId,
    'x-agora-deadline': String(Math.ceil(remainingMs)),
    ...(call.token && { authorization: `Bearer ${call.token}` }),
    ...(call.idempotencyKey && { 'idempotency-key': call.idempotencyKey }),
    ...(call.ip && { 'x-agora-ip': call.ip }),
    ...(call.userAgent && { 'user-agent': call.userAgent }),
  };
}

interface Body {
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
  dump(): Promise<unknown>;
}

type Headers = Record<string, string | string[] | undefined>;

async function replyOf(endpoint: Endpoint, status: number, headers: Headers, body: Body): Promise<unknown> {
  if (status >= 400) {
    const problem = (await body.json().catch(() => ({}))) as Partial<Problem>;
    const retryAfter = headers['retry-after'];
    throw fromProblem(problem, retryAfter === undefined ? undefined : Number(retryAfter));
  }
  if (endpoint.output === Nothing) return void (await body.dump());
  if (endpoint.output !== File) return body.json();
  const filename = /filename\*=UTF-8''([^;]*)/.exec(String(headers['content-disposition'] ?? ''))?.[1];
  const maxAge = /max-age=(\d+)/.exec(String(headers['cache-control'] ?? ''))?.[1];
  return {
    mime: String(headers['content-type']),
    content: new Uint8Array(await body.arrayBuffer()),
    ...(filename && { filename: decodeURIComponent(filename) }),
    ...(maxAge && { cacheSeconds: Number(maxAge) }),
  };
}
