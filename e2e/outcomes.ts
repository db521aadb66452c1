// Ticket work under failure: every operation is sent with a key of its own until its outcome is known, and recorded.

import type { Random } from '../kernel/security/random.ts';
import { seedId } from '../kernel/seed.ts';
import type { Api, Reply } from './api.ts';
import { insist } from './insist.ts';

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

type Who = 'resident' | 'manager';
type Tokens = Record<Who, () => Promise<string>>;
type Insist = (
  kind: Recorded['kind'],
  method: string,
  path: string,
  who: Who,
  json: unknown,
) => Promise<{ key: string; unknown: number; body: Reply['body'] } | null>;

/** Sends an operation again, under its key, until it is answered for good. */
function insisting(api: Api, tokens: Tokens, random: Random, work: Workload): Insist {
  return async (kind, method, path, who, json) => {
    const key = random.token(12);
    const { reply, unknown, tookMs } = await insist(kind, random, async () =>
      api(method, path, { token: await tokens[who](), key, json, timeoutMs: 8_000 }),
    );
    work.slowestMs = Math.max(work.slowestMs, tookMs);
    if (reply.status < 300) return { key, unknown, body: reply.body };
    work.refused.push(`${kind} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return null;
  };
}

/** What can be done with an open ticket: by whom, and with what. */
const actions = {
  comment: { method: 'POST', path: 'comments', who: 'resident', json: () => ({ text: 'It still drips.' }) },
  assign: {
    method: 'PUT',
    path: 'assignment',
    who: 'manager',
    json: (random: Random) => ({ assigneeId: staff(random) }),
  },
  ask: { method: 'POST', path: 'question', who: 'manager', json: () => ({ question: 'Since when?' }) },
  answer: { method: 'POST', path: 'answer', who: 'resident', json: () => ({ answer: 'Since Monday.' }) },
} as const;

const staff = (random: Random): string => seedId(`staff:${random.int(2) === 0 ? 1 : 4}`);

interface Amount {
  count: number;
  goOn?: () => boolean;
  workers: number;
  categoryId: string;
}

/** Runs `count` operations by `workers` at once, and more while it is to go on. `tokens` gives fresh access tokens, since
 * sessions outlive processes. */
export async function workOnTickets(
  api: Api,
  tokens: Tokens,
  random: Random,
  { count, goOn = () => false, workers, categoryId }: Amount,
): Promise<Workload> {
  const work: Workload = { done: [], refused: [], slowestMs: 0 };
  const insist = insisting(api, tokens, random, work);
  let left = count;

  async function open(): Promise<Ticket | null> {
    const place = { buildingId: seedId('building:1'), unitId: seedId('unit:1'), categoryId };
    const title = `Trouble ${random.token(6)}`;
    const opened = await insist('open', 'POST', '/api/v1/tickets', 'resident', { ...place, title });
    if (!opened) return null;
    const ticketId = opened.body.id as string;
    work.done.push({ kind: 'open', key: opened.key, ticketId, unknown: opened.unknown });
    return { id: ticketId, waiting: false };
  }

  async function step(ticket: Ticket | null): Promise<Ticket | null> {
    if (!ticket || random.int(4) === 0) return open();
    const kind = ticket.waiting ? 'answer' : (['comment', 'comment', 'assign', 'ask'] as const)[random.int(4)]!;
    const { method, path, who, json } = actions[kind];
    const result = await insist(kind, method, `/api/v1/tickets/${ticket.id}/${path}`, who, json(random));
    if (result) work.done.push({ kind, key: result.key, ticketId: ticket.id, unknown: result.unknown });
    return { id: ticket.id, waiting: result ? kind === 'ask' : ticket.waiting };
  }

  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let ticket: Ticket | null = null; left-- > 0 || goOn(); ) ticket = await step(ticket);
    }),
  );
  return work;
}
