// The same events by way of RabbitMQ: the broker at AMQP_URL, or one of this machine's own.

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { rabbitTransport } from '#kernel/events/rabbit-transport';
import { createLog } from '#kernel/telemetry/log';
import { findRabbit, startRabbit } from '../tools/engines/rabbitmq.ts';
import { idleLatency, latencyRow, wholeWay, withEvents } from './events.ts';
import { type Lab, newDatabase } from './lab.ts';
import { type Bench, median, type Row, rate } from './measure.ts';

const rounds = 5;
const eventsPerRound = 4_000;
const perTransaction = 100;

async function run(lab: Lab): Promise<Row[]> {
  const given = process.env.AMQP_URL;
  if (!given && !findRabbit()) return [];
  const broker = given ? null : await startRabbit(await lab.newFolder(), await freePort());
  try {
    const log = createLog({ level: 'error', pretty: false });
    const transport = await rabbitTransport({ url: given ?? broker!.url, consumersOf: () => ['things'], log });
    try {
      return await withEvents(await newDatabase(lab), transport, async (flow, stage) => {
        await wholeWay(flow, 1_000, perTransaction);
        const rates: number[] = [];
        for (let round = 0; round < rounds; round++) rates.push(await wholeWay(flow, eventsPerRound, perTransaction));
        const perSecond = rate(median(rates), 'events');
        const many = {
          what: `events through RabbitMQ, ${perTransaction} a transaction`,
          ours: perSecond,
          result: perSecond,
        };
        return [
          latencyRow('event to handler through RabbitMQ, idle', await idleLatency(stage)),
          { ...many, limit: '', goal: '', met: null },
        ];
      });
    } finally {
      await transport.close();
    }
  } finally {
    await broker?.stop();
  }
}

/** A port that is free, as are the two after it in all likelihood. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

export const rabbitBench: Bench = {
  name: 'rabbit',
  means:
    'as `events`, with RabbitMQ between outbox and inbox: publisher confirms, a quorum queue, one broker on this machine. ' +
    'There is no bare program beside it.',
  run,
};
