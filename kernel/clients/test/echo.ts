// A contract that shows what arrived, reached by function calls or over HTTP.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Call } from '../../call.ts';
import { Content, contract, type Endpoint, endpoint, File, type FileReply, Nothing } from '../../contract.ts';
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

const everyKind = {
  name: z.string().max(200),
  year: z.int(),
  flag: z.boolean(),
  ratio: z.number().default(0.5),
  tags: z.array(z.string()).max(10).default([]),
  counts: z.array(z.int()).optional(),
  note: z.string().optional(),
};
const Everything = z.strictObject({ ...everyKind, ratio: z.number(), tags: z.array(z.string()) });
const Who = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const fault = z.strictObject({ code: z.string(), extras: z.record(z.string(), z.unknown()).default({}) });

export const echo = contract('echo', {
  ask: endpoint({
    method: 'GET',
    path: '/v1/echo/:name/:year',
    summary: 'Everything as it came',
    access: 'public',
    input: z.strictObject(everyKind),
    output: Everything,
  }),
  tell: endpoint({
    method: 'POST',
    path: '/v1/echo/:name',
    summary: 'Everything as it came',
    access: 'public',
    creates: true,
    input: z.strictObject(everyKind),
    output: Everything,
  }),
  who: endpoint({
    method: 'POST',
    path: '/v1/who',
    summary: 'The caller',
    access: 'user',
    deadlineMs: 2_000,
    input: z.strictObject({}),
    output: Who,
  }),
  fault: endpoint({
    method: 'POST',
    path: '/v1/faults',
    summary: 'Raises',
    access: 'public',
    input: fault,
    output: Nothing,
  }),
  sleep: endpoint({
    method: 'POST',
    path: '/v1/naps',
    summary: 'Never answers',
    access: 'public',
    input: z.strictObject({}),
    output: Nothing,
  }),
  rest: endpoint({
    method: 'DELETE',
    path: '/v1/echo/:name',
    summary: 'Gives nothing',
    access: 'service',
    input: z.strictObject({ name: z.string() }),
    output: Nothing,
  }),
  file: endpoint({
    method: 'GET',
    path: '/v1/files/:filename',
    summary: 'A file',
    access: 'public',
    input: z.strictObject({ filename: z.string() }),
    output: File,
  }),
  upload: endpoint({
    method: 'POST',
    path: '/v1/files',
    summary: 'The size of a file',
    access: 'public',
    upload: { maxBytes: 1_000, types: ['image/png'] },
    input: z.strictObject({ content: Content, contentType: z.string(), title: z.string() }),
    output: z.strictObject({ bytes: z.array(z.int()), contentType: z.string(), title: z.string() }),
  }),
});

const handlers: Record<string, (input: never, call: Call) => Promise<unknown>> = {
  ask: async input => input,
  tell: async input => input,
  who: async (_, { user, via, requestId, traceparent, ip, userAgent, idempotencyKey, deadlineMs }) => ({
    ...{ userId: user?.userId ?? null, via: via ?? null, requestId, traceparent },
    ...{ ip: ip ?? null, userAgent: userAgent ?? null, key: idempotencyKey ?? null },
    remainingMs: deadlineMs - performance.now(),
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
