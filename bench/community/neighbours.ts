// The community under measurement: the demo's first building, with rooms to book, a month that is nearly full, and some
// hundreds of posts with what neighbours said about them, all made as its manager and its residents would.

import { Pool } from 'undici';
import { seedId } from '#kernel/seed';
import { slotAt } from './residents.ts';

export const roomCount = 16;
export const commentsEach = 2;
export const reactionsEach = 3;
/** As many posts as a lively building writes in a year. */
const postCount = 400;
const monthOfBookings = 1_000;

export interface Said {
  title: string;
  text: string;
  comment: string;
}

/** What is said, the same every time. */
export const postsOfNeighbours = (): Said[] =>
  Array.from({ length: postCount }, (_, index) => ({
    title: `About the stairs, part ${index + 1}`,
    text: 'Somebody left a bicycle in front of the cellar again. Please take it into the yard. '.repeat(
      1 + (index % 4),
    ),
    comment: 'It is mine, I am sorry; it will be gone by this evening.',
  }));

export interface Neighbours {
  buildingId: string;
  channelId: string;
  /** Access tokens of the residents. */
  tokens: string[];
  /** Rooms with quarters of an hour to book. */
  rooms: string[];
  /** The room with a thousand bookings in the month from one day to another. */
  busy: { id: string; from: string; to: string };
}

/** Signs in the eighty residents of the demo's first building and makes what is measured. */
export async function gatherNeighbours(url: string): Promise<Neighbours> {
  const pool = new Pool(url, { connections: 8 });
  try {
    const ask = asking(pool);
    const numbers = [...upTo(40), ...upTo(40).map(number => number + 120)];
    const manager = await signIn(ask, 'manager1', 0);
    const tokens = await eightAtOnce(numbers, number => signIn(ask, `resident${number}`, number));
    const buildingId = seedId('building:1');
    const room = (name: string, slotMinutes: number) => openRoom(ask, manager, { buildingId, name, slotMinutes });
    const rooms: string[] = [];
    for (const number of upTo(roomCount)) rooms.push(await room(`Studio ${number}`, 15));
    const id = await room('Laundry', 30);
    const at = (slot: number) => slotAt(slot, { days: 31, minutes: 30, firstDay: 2 });
    await eightAtOnce(upTo(monthOfBookings), (slot, turn) =>
      ask('POST', `/resources/${id}/bookings`, tokens[turn % tokens.length], at(slot)),
    );
    await eightAtOnce(postsOfNeighbours(), (said, turn) => post(ask, buildingId, tokens, said, turn));
    const [from, to] = [at(0).start.slice(0, 10), at(30).start.slice(0, 10)];
    return { buildingId, channelId: seedId('channel:1:building'), tokens, rooms, busy: { id, from, to } };
  } finally {
    await pool.close();
  }
}

type Ask = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  token: string | undefined,
  body: object,
  headers?: Record<string, string>,
) => Promise<{ id: string; accessToken: string }>;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function eightAtOnce<T, R>(items: readonly T[], work: (item: T, turn: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const turn = next++;
      results[turn] = await work(items[turn]!, turn);
    }
  };
  await Promise.all(upTo(8).map(worker));
  return results;
}

/** Asks; where the platform has too much to do it waits as it is told to. */
function asking(pool: Pool): Ask {
  const ask: Ask = async (method, path, token, body, headers = {}) => {
    const { statusCode, body: reply } = await pool.request({
      method,
      path: `/api/v1${path}`,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
    });
    const text = await reply.text();
    if (statusCode === 503) {
      await new Promise(resolve => setTimeout(resolve, 500));
      return ask(method, path, token, body, headers);
    }
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : {};
  };
  return ask;
}

/** Each from an address of their own: passwords may be tried only so often from one. */
async function signIn(ask: Ask, name: string, number: number): Promise<string> {
  const body = { email: `${name}@demo.example`, password: 'agora-demo' };
  const { accessToken } = await ask('POST', '/sessions', undefined, body, { 'x-forwarded-for': `10.0.0.${number}` });
  return accessToken;
}

async function openRoom(
  ask: Ask,
  token: string,
  { buildingId, name, slotMinutes }: { buildingId: string; name: string; slotMinutes: number },
): Promise<string> {
  const resource = { name, kind: 'meeting_room', zone: 'UTC', slotMinutes };
  const { id } = await ask('POST', `/buildings/${buildingId}/resources`, token, resource);
  await ask('POST', `/resources/${id}/rules`, token, { rrule: 'FREQ=DAILY', firstDay: '2026-01-01' });
  return id;
}

async function post(ask: Ask, buildingId: string, tokens: string[], said: Said, turn: number): Promise<void> {
  const by = (shift: number) => tokens[(turn + shift) % tokens.length];
  const { title, text } = said;
  const { id } = await ask('POST', `/buildings/${buildingId}/posts`, by(0), { title, text });
  for (const shift of upTo(commentsEach)) await ask('POST', `/posts/${id}/comments`, by(shift), { text: said.comment });
  for (const shift of upTo(reactionsEach)) await ask('PUT', `/posts/${id}/reaction`, by(shift), { reaction: 'like' });
}
