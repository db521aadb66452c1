// A call from one service to another in one process: what it costs beyond the operation itself.

import { performance } from 'node:perf_hooks';
import { makeCall } from '#kernel/call';
import { newTrace } from '#kernel/telemetry/trace';
import { type Lab, newDatabase } from './lab.ts';
import { type Bench, type Row, takeTurns } from './measure.ts';
import { openStage } from './stage.ts';
import { remembered } from './subject.ts';

const rounds = 9;
const callsPerRound = 50_000;
const goalUs = 5;

/** Microseconds a call, one after the other. */
async function microsecondsEach(call: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  for (let count = 0; count < callsPerRound; count++) await call();
  return ((performance.now() - startMs) / callsPerRound) * 1000;
}

async function run(lab: Lab): Promise<Row[]> {
  const stage = await openStage(await newDatabase(lab));
  const input = { thingId: remembered.id };
  const person = makeCall({
    user: { userId: remembered.owner.id, sessionId: '', grants: [], authenticatedAt: remembered.createdAt },
    requestId: 'bench',
    traceparent: newTrace(),
    deadlineMs: performance.now() + 3_600_000,
  });
  const { handler } = stage.running.service.operations.getThing!;
  try {
    const { medians } = await takeTurns(rounds, {
      ours: () => microsecondsEach(() => stage.client.getThing(input, person)),
      bare: () => microsecondsEach(() => handler(stage.running.ctx as never, input as never, person)),
    });
    const extra = medians.ours - medians.bare;
    return [
      {
        what: 'in-process call',
        ours: `${medians.ours.toFixed(2)} µs`,
        limit: `${medians.bare.toFixed(2)} µs, the bare function`,
        result: `+ ${extra.toFixed(2)} µs`,
        goal: `< ${goalUs} µs`,
        met: extra < goalUs,
      },
    ];
  } finally {
    await stage.close();
  }
}

export const callBench: Bench = {
  name: 'call',
  means:
    'a call from one service to another in the same process, through the typed client with its checks of access and input, ' +
    'less the time of the function behind it',
  run,
};
