// A process that does nothing but ask over HTTP: so many residents at once, each of whom asks anew when answered.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { percentile } from '../measure.ts';

/** What residents want. */
export interface Wish {
  clients: number;
  seconds: number;
  /** Somebody's headers each. */
  people: Record<string, string>[];
  what:
    | { do: 'read'; path: string }
    /** Books slot after slot, each once, of rooms that are at these paths. */
    | { do: 'book'; paths: string[]; fromSlot: number }
    /** All book the same slot. */
    | { do: 'contend'; path: string; slot: number };
}

export interface Got {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  answered: number;
}

export interface Residents {
  /** Asks for so long; throws if any answer is not what it has to be, or not exactly one of many has a slot. */
  send(url: string, wishes: readonly Wish[]): Promise<Got[]>;
  close(): void;
}

/** Starts the asking process. */
export function startResidents(): Residents {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  return {
    async send(url, wishes) {
      child.send({ url, wishes });
      const [answer] = (await once(child, 'message')) as [Got[] | { failed: string }];
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    },
    close: () => child.disconnect(),
  };
}

const dayMs = 86_400_000;
/** Of the run: a midnight in the midst of it moves no slot. */
const todayMs = Math.floor(Date.now() / dayMs) * dayMs;
const quarters = { days: 50, minutes: 15, firstDay: 2 };
/** How many quarters of an hour of a room can be booked. */
export const slotsEach = (quarters.days * 1_440) / quarters.minutes;

/** The n-th slot of a room, by the wall clock of UTC: one day after the other, so that neighbours in time are far apart. */
export function slotAt(slot: number, { days, minutes, firstDay }: typeof quarters = quarters) {
  const minute = Math.floor(slot / days) * minutes;
  if (minute >= 1_440) throw new Error(`there is no slot ${slot}: the rooms are full`);
  const startMs = todayMs + (firstDay + (slot % days)) * dayMs + minute * 60_000;
  const wall = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return { start: wall(startMs), end: wall(startMs + minutes * 60_000) };
}

/** One request after the other of a wish, and which answers it may get. */
function requestsOf({ what }: Wish): { next: () => { path: string; body: string | null }; answers: readonly number[] } {
  if (what.do === 'read') return { next: () => ({ path: what.path, body: null }), answers: [200] };
  if (what.do === 'contend') {
    const body = JSON.stringify(slotAt(what.slot));
    return { next: () => ({ path: what.path, body }), answers: [201, 409] };
  }
  const { paths } = what;
  let turn = what.fromSlot;
  const next = () => {
    const body = JSON.stringify(slotAt(Math.floor(turn / paths.length)));
    return { path: paths[turn++ % paths.length]!, body };
  };
  return { next, answers: [201] };
}

async function ask(url: string, wish: Wish): Promise<Got> {
  const pool = new Pool(url, { connections: wish.clients, pipelining: 1 });
  const { next, answers } = requestsOf(wish);
  const took: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + wish.seconds * 1000;
  let turn = 0;
  let won = 0;
  const one = async (): Promise<void> => {
    const { path, body } = next();
    const headers = {
      ...wish.people[turn++ % wish.people.length],
      ...(body && { 'content-type': 'application/json' }),
    };
    const beganMs = performance.now();
    const { statusCode, body: reply } = await pool.request({ method: body ? 'POST' : 'GET', path, body, headers });
    const text = await reply.text();
    took.push(performance.now() - beganMs);
    if (!answers.includes(statusCode)) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`);
    if (statusCode === 201) won++;
  };
  try {
    const asking = Array.from({ length: wish.clients }, async () => {
      while (performance.now() < endMs) await one();
    });
    await Promise.all(asking);
  } finally {
    await pool.destroy();
  }
  if (wish.what.do === 'contend' && won !== 1) throw new Error(`${won} have the slot that one can have`);
  const seconds = (performance.now() - startMs) / 1000;
  return {
    perSecond: took.length / seconds,
    p50Ms: percentile(took, 0.5),
    p95Ms: percentile(took, 0.95),
    answered: took.length,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.on('message', async ({ url, wishes }: { url: string; wishes: Wish[] }) => {
    const got = await Promise.all(wishes.map(wish => ask(url, wish))).catch((error: Error) => ({
      failed: error.message,
    }));
    process.send!(got);
  });
