// The contract of echo-contract.ts, reached by function calls or over HTTP.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call } from '../../call.ts';
import type { Endpoint, FileReply } from '../../contract.ts';
import { CodedError, type ErrorCode } from '../../errors.ts';
import { httpServer } from '../../http/edge.ts';
import { internalApp } from '../../http/internal.ts';
import { type Invoke, invoker } from '../../invoke.ts';
import { rateLimiter } from '../../keys/limiter.ts';
import { memoryKeyStore } from '../../keys/memory.ts';
import { revocationsOver } from '../../security/revocations.ts';
import { accessVerifier, serviceTokens } from '../../security/tokens.ts';
import { testClock } from '../../testing/clock.ts';
import { testIdentity } from '../../testing/identity.ts';
import type { Send } from '../client.ts';
import { httpSender } from '../http.ts';
import { echo } from './echo-contract.ts';

const handlers: Record<string, (input: never, call: Call) => Promise<unknown>> = {
  ask: async input => input,
  tell: async input => input,
  who: async (_, { user, via, requestId, traceparent, ip, userAgent, idempotencyKey, deadlineMs }) => ({
    ...{ userId: user?.userId ?? null, via: via ?? null, requestId, traceparent },
    ...{ ip: ip ?? null, userAgent: userAgent ?? null, key: idempotencyKey ?? null },
    remainingMs: deadlineMs - performance.now(),
  }),
  signed: async (input: { content: Uint8Array; signature?: string; note?: string }) => ({
    body: Buffer.from(input.content).toString(),
    signature: input.signature ?? null,
    note: input.note ?? null,
  }),
  fault: async ({ code, extras }: { code: ErrorCode; extras: object }) => {
    throw new CodedError(code, `This is ${code}.`, extras);
  },
  sleep: () => new Promise(() => {}),
  rest: async () => undefined,
  file: async ({ filename }: { filename: string }): Promise<FileReply> => ({
    mime: 'application/octet-stream',
    content: Uint8Array.of(0, 1, 254, 255),
    filename,
    cacheSeconds: 60,
  }),
  upload: async ({ content, contentType, title }: { content: Uint8Array; contentType: string; title: string }) => ({
    ...{ bytes: [...content], contentType, title },
  }),
};

/** The two ways to the contract, and what a caller over HTTP needs; close it when done. */
export async function echoLanes() {
  const clock = testClock('2026-03-02T09:00:00.000Z');
  const keys = memoryKeyStore(clock).forService('echo');
  const identity = testIdentity(clock);
  const tokens = serviceTokens('a secret for tests only, of more than 32 characters', clock);
  const options = { clock, keys, limiter: rateLimiter(keys, keys), checkOutput: true };
  const invokes = Object.fromEntries(
    Object.entries<Endpoint>(echo.endpoints).map(([name, each]) => [name, invoker(each, handlers[name]!, options)]),
  ) as Record<string, Invoke>;
  const app = internalApp({
    contracts: [echo],
    invokes: { echo: invokes },
    access: accessVerifier(
      identity.jwks,
      revocationsOver(keys, () => {}),
      clock,
    ),
    tokens,
    finished: () => {},
    newId: () => 'new',
    pages: (_request, _response, next) => next(),
  });
  const server: Server = httpServer(app).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sender = httpSender({ tokens, urlOf: () => url });
  const local: Send = (each, input, call) => invokes[each.name]!(input, call);
  return {
    clock,
    identity,
    tokens,
    url,
    sends: { 'a function call': local, HTTP: sender.send },
    async close() {
      await sender.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
