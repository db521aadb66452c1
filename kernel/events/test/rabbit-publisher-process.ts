// A process of its own that publishes numbered events to RabbitMQ until it is killed: `url prefix count`.

import { rabbitTransport } from '../rabbit-transport.ts';
import { consumersOf, numberedEvents, relay } from './envelopes.ts';

const [url, prefix, count] = process.argv.slice(2) as [string, string, string];
const say = (_fields: unknown, message: string) => void process.stderr.write(`${message}\n`);
const transport = await rabbitTransport({ url, prefix, consumersOf, log: { info: say, warn: say, error: say } });
await relay(transport, numberedEvents(Number(count)));
