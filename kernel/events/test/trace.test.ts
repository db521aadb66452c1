import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { current } from '../../call.ts';
import { contract, endpoint, Nothing } from '../../contract.ts';
import { event } from '../../event.ts';
import { defineService } from '../../service.ts';
import { newTrace, traceIdOf } from '../../telemetry/trace.ts';
import { agora, type Harness } from '../../testing/harness.ts';

const data = z.strictObject({ ballId: z.uuid() });
const thrown = event('ball.thrown', 1, 'ballId', data, 'A ball was thrown');
const caught = event('ball.caught', 1, 'ballId', data, 'A ball was caught');
const game = defineService({
  contract: contract('game', {
    throwBall: endpoint({
      method: 'POST',
      path: '/v1/balls',
      summary: 'Throw',
      access: 'public',
      input: data,
      output: Nothing,
    }),
  }),
  publishes: [thrown, caught],
  consumes: [thrown],
  migrations: new URL('../../test/fixtures/notes/migrations/', import.meta.url),
});
let seen: ReturnType<typeof current>;
const service = game.build({
  operations: {
    throwBall: game.operation('throwBall', (ctx, ball) => ctx.db.transaction(tx => ctx.publish(tx, thrown, ball))),
  },
  subscriptions: [
    game.on(thrown, async (ctx, ball, tx) => {
      seen = current();
      await ctx.publish(tx, caught, ball);
    }),
  ],
});

let t: Harness<[typeof service]>;
beforeAll(async () => {
  t = await agora({ services: [service] });
});
afterAll(() => t.close());

test('the trace of a request is that of its events, of their handlers, and of what those publish', async () => {
  const traceparent = newTrace();
  const ballId = randomUUID();
  await t.anonymous({ traceparent }).game.throwBall({ ballId });
  await t.settle();
  const [first] = t.published(thrown);
  const [second] = t.published(caught);
  const traces = [first?.traceparent, seen?.call?.traceparent, second?.traceparent];
  for (const trace of traces) expect(traceIdOf(trace!)).toBe(traceIdOf(traceparent));
  expect(seen?.call).toMatchObject({ via: 'game', requestId: first!.id });
  // The handler is a span of its own.
  expect(seen?.call?.traceparent).not.toBe(first?.traceparent);
});

test('a handler published once although its event came twice', async () => {
  await t.redeliver();
  expect(t.published(caught)).toHaveLength(1);
});
