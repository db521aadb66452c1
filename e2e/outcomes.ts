// Ticket work under failure: every operation is sent with a key of its own until its outcome is known, and recorded.

import type { Random } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import type { Api } from './api.ts';

export interface Recorded {
  kind: 'open' | 'comment' | 'assign' | 'ask' | 'answer';
  key: string;
  ticketId: string;
  /** How many attempts ended without an answer, and so may or may not have had their effect. */
  unknown: number;
}

export interface Workload {
  done: Recorded[];
  /** Operations that were refused although they should not have been. */
  refused: string[];
  /** The longest time an operation took, with all its attempts. */
  slowestMs: number;
}

interface Ticket {
  id: string;
  waiting: boolean;
}

const giveUpMs = 120_000;

/** Runs `count` operations by `workers` at once. `tokens` gives fresh access tokens, since sessions outlive processes. */
export async function workOnTickets(
  api: Api,
  tokens: { resident(): Promise<string>; manager(): Promise<string> },
  random: Random,
  { count, workers, categoryId }: { count: number; workers: number; categoryId: string },
): Promise<Workload> {
  const work: Workload = { done: [], refused: [], slowestMs: 0 };
  let left = count;

  async function insist(
    kind: Recorded['kind'],
    method: string,
    path: string,
    who: 'resident' | 'manager',
    json: unknown,
  ) {
    const key = random.token(12);
    const beganMs = performance.now();
    for (let unknown = 0; ; ) {
      try {
        const reply = await api(method, path, { token: await tokens[who](), key, json, timeoutMs: 8_000 });
        if (reply.status < 300) {
          work.slowestMs = Math.max(work.slowestMs, performance.now() - beganMs);
          return { key, unknown, body: reply.body };
        }
        // Refused for good, unless it says to come back.
        if (![401, 429, 503, 504].includes(reply.status) && reply.body.code !== 'request_in_progress') {
          work.refused.push(`${kind} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
          return null;
        }
      } catch {
        unknown++;
      }
      if (performance.now() - beganMs > giveUpMs) throw new Error(`${kind} had no answer for ${giveUpMs} ms`);
      await new Promise(resolve => setTimeout(resolve, 50 + random.int(150)));
    }
  }

  async function step(ticket: Ticket | null): Promise<Ticket | null> {
    if (!ticket || random.int(4) === 0) {
      const json = {
        buildingId: seedId('building:1'),
        unitId: seedId('unit:1'),
        categoryId,
        title: `Trouble ${random.token(6)}`,
      };
      const opened = await insist('open', 'POST', '/api/v1/tickets', 'resident', json);
      if (!opened) return null;
      const ticketId = opened.body.id as string;
      work.done.push({ kind: 'open', key: opened.key, ticketId, unknown: opened.unknown });
      return { id: ticketId, waiting: false };
    }
    const path = `/api/v1/tickets/${ticket.id}`;
    const kind = ticket.waiting ? 'answer' : (['comment', 'comment', 'assign', 'ask'] as const)[random.int(4)]!;
    const result =
      kind === 'comment'
        ? await insist(kind, 'POST', `${path}/comments`, 'resident', { text: 'It still drips.' })
        : kind === 'assign'
          ? await insist(kind, 'PUT', `${path}/assignment`, 'manager', {
              assigneeId: seedId(`staff:${random.int(2) === 0 ? 1 : 4}`),
            })
          : kind === 'ask'
            ? await insist(kind, 'POST', `${path}/question`, 'manager', { question: 'Since when?' })
            : await insist(kind, 'POST', `${path}/answer`, 'resident', { answer: 'Since Monday.' });
    if (result) work.done.push({ kind, key: result.key, ticketId: ticket.id, unknown: result.unknown });
    return { id: ticket.id, waiting: result ? kind === 'ask' : ticket.waiting };
  }

  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let ticket: Ticket | null = null; left-- > 0; ) ticket = await step(ticket);
    }),
  );
  return work;
}
