import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createSpans } from '../spans.ts';
import { childOf, newTrace, traceIdOf } from '../trace.ts';

test('spans of a request reach the OTLP endpoint under the trace the request came with', async () => {
  const received = Promise.withResolvers<{ path: string; body: string }>();
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      received.resolve({ path: request.url ?? '', body });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const spans = await createSpans(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
  const traceparent = newTrace();
  const now = Date.now();
  spans.record({
    name: 'ticket.openTicket',
    service: 'ticket',
    traceparent,
    startMs: now - 5,
    endMs: now,
    status: 'ok',
  });
  await spans.close();
  const { path, body } = await received.promise;
  collector.close();
  expect(path).toBe('/v1/traces');
  const [span] = JSON.parse(body).resourceSpans[0].scopeSpans[0].spans;
  expect(span).toMatchObject({ name: 'ticket.openTicket', traceId: traceIdOf(traceparent) });
});

test('without an endpoint nothing is recorded', async () => {
  const spans = await createSpans(undefined);
  spans.record({ name: 'x', service: 'x', traceparent: newTrace(), startMs: 0, endMs: 1, status: 'error' });
  await spans.close();
});

test('a malformed traceparent starts a new trace, a good one is continued with a span of its own', () => {
  const good = newTrace();
  expect(traceIdOf(childOf(good))).toBe(traceIdOf(good));
  expect(childOf(good)).not.toBe(good);
  for (const bad of [undefined, null, '', 'nonsense', '00-xyz-1-01']) expect(childOf(bad)).toMatch(/^00-[0-9a-f]{32}-/);
});
