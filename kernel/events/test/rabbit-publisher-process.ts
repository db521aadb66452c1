// A process of its own that publishes numbered events to RabbitMQ until it is killed: `url prefix count`.

import { pino } from 'pino';
import { rabbitTransport } from '../rabbit-transport.ts';
import { consumersOf, numberedEvents, relay } from './envelopes.ts';

const [url, prefix, count] = process.argv.slice(2) as [string, string, string];
const transport = await rabbitTransport({ url, prefix, consumersOf, log: pino() });
await relay(transport, numberedEvents(Number(count)));
