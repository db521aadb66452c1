// An event as a RabbitMQ message: CloudEvents 1.0 in JSON, structured mode.

import { z } from 'zod';
import type { Envelope } from '../event.ts';

export const contentType = 'application/cloudevents+json';

/** As strict as the inbox's columns: what it could never store would be delivered for ever. */
const envelope: z.ZodType<Envelope> = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  type: z.string().min(1),
  source: z.string().min(1),
  subject: z.string().min(1),
  sequence: z.int().min(1),
  time: z.iso.datetime(),
  dataschema: z.string().regex(/:\d{1,9}$/),
  traceparent: z.exactOptional(z.string()),
  data: z.record(z.string(), z.unknown()),
});

export const encode = (event: Envelope): Buffer => Buffer.from(JSON.stringify(event));

/** The event in a message, or undefined if it holds none. */
export function decode(content: Buffer): Envelope | undefined {
  try {
    return envelope.safeParse(JSON.parse(content.toString())).data;
  } catch {
    return undefined;
  }
}
