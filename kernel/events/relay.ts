// Hands the events of one service's outbox to the transport. One relay per service runs at a time (leader.ts), so that
// two can never hand over A2 before A1. No transaction is open while it does.

import type { Transport } from '../event.ts';
import type { Database } from '../sql/database.ts';
import { forgetSent, readOutbox } from './outbox.ts';

const batchSize = 500;

/** Hands over one batch; true if there may be more at once. */
export async function relayOnce(db: Database, service: string, transport: Transport): Promise<boolean> {
  const waiting = await readOutbox(db, service, batchSize);
  if (waiting.length === 0) return false;
  const held = await transport.send(waiting.map(({ event }) => event));
  const sent = waiting.filter(({ event }) => held.has(event.id));
  if (sent.length > 0) await forgetSent(db, sent);
  // Nothing got through: the broker is away, and asking again at once would only burn a core.
  return sent.length > 0;
}
