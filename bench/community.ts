// The community: booking what is free and what everybody wants, a full month, the feed, the chat, and all of it at once,
// over HTTP and sockets from processes of their own.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningAgora, runAgora } from './agora.ts';
import { type BareIds, fillBareCommunity } from './community/bare-community.ts';
import { gatherNeighbours, type Neighbours } from './community/neighbours.ts';
import { type Got, type Residents, slotsEach, startResidents, type Wish } from './community/residents.ts';
import { type System, watchSystem } from './community/system.ts';
import { type Heard, startTalkers, type Talk, type Talkers } from './community/talkers.ts';
import { barePool, type Lab } from './lab.ts';
import { type Bench, median, milliseconds, percent, type Row, rate, type Taken, takeTurns } from './measure.ts';

const rounds = 3;
const seconds = 4;
const clients = 16;
const speakers = 16;
const sockets = 200;
const calmPerSecond = 20;

/** Nobody is slowed by a limit, everybody is served, and everybody signs in from an address of their own. */
const settings = {
  AGORA_GATEWAY_USER_PER_MINUTE: '100000000',
  AGORA_GATEWAY_ADDRESS_PER_MINUTE: '100000000',
  AGORA_GATEWAY_MAX_LAG_MS: '60000',
  AGORA_GATEWAY_TRUSTED_PROXIES: '1',
};

type Side = 'ours' | 'bare';
type What = Wish['what'];
type Asked = readonly [count: number, what: What];

/** Both programs and those who ask them. */
interface Sides {
  system: System;
  /** Asks one of the two for several things at once. */
  ask(side: Side, ...asked: Asked[]): Promise<Got[]>;
  /** Slots nobody has, and another that everybody wants. */
  free(side: Side): What;
  contested(side: Side): What;
  month: What;
  feed(side: Side): What;
  channel(side: Side): Promise<Talkers>;
}

async function run(lab: Lab): Promise<Row[]> {
  const data = await lab.newFolder();
  const agora = await runAgora(data, settings);
  const adminUrl = (await readFile(join(data, 'postgres.url'), 'utf8')).trim();
  const bare = await startBare(adminUrl);
  const residents = startResidents();
  try {
    const neighbours = await gatherNeighbours(agora.url);
    const sides = between(agora, adminUrl, bare, neighbours, residents);
    return [
      ...(await bookings(sides)),
      ...(await fullMonth(sides)),
      row(`feed page of 20, ${clients} clients`, 'req', await inTurns(sides, sides.feed), 0.5),
      ...(await chat(sides)),
      ...(await allAtOnce(sides)),
    ];
  } finally {
    residents.close();
    bare.stop();
    await agora.stop();
  }
}

/** The program of bare-community.ts in a process of its own, on a database of its own of the same server. */
async function startBare(adminUrl: string): Promise<{ url: string; ids: BareIds; stop(): void }> {
  const admin = barePool(adminUrl);
  const database = 'bare_community';
  await admin.query(`create database ${database}`);
  await admin.end();
  const url = Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href;
  const pool = barePool(url);
  const ids = await fillBareCommunity(pool, database);
  await pool.end();
  const program = fileURLToPath(new URL('./community/bare-community.ts', import.meta.url));
  const child = fork(program, [url], { execArgv: [] });
  const [address] = (await once(child, 'message')) as [string];
  return { url: address, ids, stop: () => child.disconnect() };
}

function between(
  agora: RunningAgora,
  adminUrl: string,
  bare: Awaited<ReturnType<typeof startBare>>,
  neighbours: Neighbours,
  residents: Residents,
): Sides {
  const { tokens, busy, buildingId, channelId } = neighbours;
  const urls = { ours: agora.url, bare: bare.url };
  const people = {
    ours: tokens.map(token => ({ authorization: `Bearer ${token}` })),
    bare: [{ 'x-user': bare.ids.userId }],
  };
  const paths = {
    ours: neighbours.rooms.map(id => `/api/v1/resources/${id}/bookings`),
    bare: bare.ids.rooms.map(id => `/rooms/${id}/bookings`),
  };
  const feeds = {
    ours: `/api/v1/buildings/${buildingId}/feed?limit=20`,
    bare: `/buildings/${bare.ids.buildingId}/feed`,
  };
  const channels = { ours: channelId, bare: bare.ids.channelId };
  // Slots are taken from the front one by one, and contended for at the end.
  const next = { ours: 0, bare: 0 };
  const last = { ours: slotsEach, bare: slotsEach };
  const read = (path: string): What => ({ do: 'read', path });
  return {
    system: watchSystem(agora.url, adminUrl),
    async ask(side, ...asked) {
      const wishes = asked.map(([count, what]): Wish => ({ clients: count, seconds, people: people[side], what }));
      const got = await residents.send(urls[side], wishes);
      for (const [index, [, what]] of asked.entries()) if (what.do === 'book') next[side] += got[index]!.answered;
      return got;
    },
    free: side => ({ do: 'book', paths: paths[side], fromSlot: next[side] }),
    contested: side => ({ do: 'contend', path: paths[side][0]!, slot: --last[side] }),
    month: read(`/api/v1/resources/${busy.id}/availability?from=${busy.from}&to=${busy.to}`),
    feed: side => read(feeds[side]),
    channel: side =>
      startTalkers({
        url: urls[side],
        kind: side,
        channelId: channels[side],
        tokens: Array.from({ length: sockets }, (_, index) => tokens[index % tokens.length]!),
      }),
  };
}

/** Turns of what each of the sides does, with the best p95 of ours: what disturbs a turn is not its doing. */
async function compare(
  work: (side: Side) => Promise<{ perSecond: number; p95Ms: number }>,
): Promise<Taken<Side> & { p95Ms: Record<Side, number> }> {
  const p95Ms = { ours: Infinity, bare: Infinity };
  const turn = (side: Side) => async () => {
    const got = await work(side);
    p95Ms[side] = Math.min(p95Ms[side], got.p95Ms);
    return got.perSecond;
  };
  return { ...(await takeTurns(rounds, { ours: turn('ours'), bare: turn('bare') })), p95Ms };
}

function row(
  what: string,
  of: string,
  { medians, ratio, p95Ms }: Awaited<ReturnType<typeof compare>>,
  goal?: number,
): Row {
  const share = ratio('ours', 'bare');
  return {
    what,
    ours: `${rate(medians.ours, of)}, p95 ${milliseconds(p95Ms.ours)}`,
    limit: `${rate(medians.bare, of)}, p95 ${milliseconds(p95Ms.bare)}`,
    result: percent(share),
    goal: goal ? `≥ ${percent(goal)}` : '',
    met: goal ? share >= goal : null,
  };
}

/** What is left to do in the background is waited for before each turn, so that it slows nobody else's. */
const inTurns = ({ system, ask }: Sides, what: (side: Side) => What) =>
  compare(async side => {
    await system.rest();
    return (await ask(side, [clients, what(side)]))[0]!;
  });

const bookings = async (sides: Sides): Promise<Row[]> => [
  row(`book a free slot, ${clients} clients`, 'attempts', await inTurns(sides, sides.free), 0.5),
  row(`book one contested slot, ${clients} clients`, 'attempts', await inTurns(sides, sides.contested), 0.5),
];

async function fullMonth({ system, ask, month }: Sides): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of [1, clients]) {
    const turns: Got[] = [];
    for (let round = 0; round <= rounds; round++) {
      await system.rest();
      turns.push(...(await ask('ours', [count, month])));
    }
    const p95Ms = Math.min(...turns.map(got => got.p95Ms));
    const judged = count === 1;
    rows.push({
      what: `a month with 1,000 bookings, ${count} client${judged ? '' : 's'}`,
      ours: `${rate(median(turns.map(got => got.perSecond)), 'req')}, p95 ${milliseconds(p95Ms)}`,
      limit: '',
      result: milliseconds(p95Ms),
      goal: judged ? 'p95 < 10 ms' : '',
      met: judged ? p95Ms < 10 : null,
    });
  }
  return rows;
}

async function chat({ system, channel }: Sides): Promise<Row[]> {
  const talkers = { ours: await channel('ours'), bare: await channel('bare') };
  const talk = (how: Talk) =>
    compare(async side => {
      await system.rest();
      return talkers[side].talk(how);
    });
  try {
    const most = await talk({ seconds, speakers });
    const calm = await talk({ seconds, perSecond: calmPerSecond });
    return [
      row(`chat to ${sockets} sockets, ${speakers} speak at once`, 'messages', most),
      {
        ...row(`chat to ${sockets} sockets, ${calmPerSecond} messages a second`, 'messages', calm),
        result: `p95 ${milliseconds(calm.p95Ms.ours)}`,
      },
    ];
  } finally {
    talkers.ours.close();
    talkers.bare.close();
  }
}

async function allAtOnce({ system, ask, free, contested, month, feed, channel }: Sides): Promise<Row[]> {
  const talkers = await channel('ours');
  try {
    await system.rest();
    const before = await system.events();
    const startMs = performance.now();
    const [[booked, refused, months, feeds], said] = (await Promise.all([
      ask('ours', [4, free('ours')], [4, contested('ours')], [1, month], [4, feed('ours')]),
      talkers.talk({ seconds, speakers: 4 }),
    ])) as [[Got, Got, Got, Got], Heard];
    await system.rest();
    const tookSeconds = (performance.now() - startMs) / 1000;
    const after = await system.events();
    const perSecond = (count: number) => count / tookSeconds;
    const handled = perSecond(after.handled - before.handled);
    const each = [
      `${rate(booked.perSecond, 'bookings')}`,
      `${rate(refused.perSecond, 'attempts')}`,
      `${rate(months.perSecond, 'months')}`,
      `${rate(feeds.perSecond, 'feeds')}`,
      `${rate(said.perSecond, 'messages')}`,
    ];
    return [
      {
        what: 'all of it at once, until every event is handled',
        ours: each.join(', '),
        limit: '',
        result: `${rate(perSecond(after.published - before.published), 'events')}, handled ${rate(handled, 'times')}`,
        goal: '',
        met: null,
      },
    ];
  } finally {
    talkers.close();
  }
}

export const communityBench: Bench = {
  name: 'community',
  means:
    'the demo community of `agora start` with 16 rooms by quarters of an hour, a room with 1,000 bookings in a month, and ' +
    '400 posts with comments and reactions, asked over HTTP and sockets as its 80 residents from processes of their own on ' +
    'the same cores, against a program written by hand with Express, `pg` and Socket.io on the same server: a booking is ' +
    'one INSERT under the same exclusion constraint, the feed one SELECT, a message one INSERT and an emit. That one asks ' +
    'nobody who they are, knows no opening hours, and tells nobody else. Of a contested slot one attempt succeeds and all ' +
    'others are refused; messages count once they have come to all 200 sockets, from the sending of which their delivery ' +
    'is measured; all at once, so many events are published and handled a second in the whole system',
  run,
};
