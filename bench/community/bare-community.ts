// A community as one would write it by hand with Express, `pg` and Socket.io: a booking is one INSERT under the same
// exclusion constraint, the feed one SELECT, a message one INSERT and an emit to the room. It asks nobody who they are,
// limits nobody, and tells nobody else.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Pool } from 'pg';
import { Server } from 'socket.io';
import { barePool } from '../lab.ts';
import { commentsEach, postsOfNeighbours, reactionsEach, roomCount, type Said } from './neighbours.ts';

const tables = `
  create extension btree_gist;
  create table rooms (id uuid primary key, name text, zone text);
  create table bookings (id uuid primary key, room_id uuid references rooms, user_id uuid, during tstzrange, note text,
    created_at timestamptz, constraint bookings_apart exclude using gist (room_id with =, during with &&));
  create index on bookings (user_id);
  create table posts (id uuid primary key, building_id uuid, author_id uuid, title text, text text, created_at timestamptz);
  create index on posts (building_id, created_at desc, id desc);
  create table comments (id uuid primary key, post_id uuid references posts, author_id uuid, text text,
    created_at timestamptz);
  create index on comments (post_id);
  create table reactions (post_id uuid references posts, user_id uuid, reaction text, primary key (post_id, user_id));
  create table messages (id uuid primary key, channel_id uuid, author_id uuid, text text, sent_at timestamptz);
  create index on messages (channel_id, sent_at);`;

export interface BareIds {
  buildingId: string;
  channelId: string;
  rooms: string[];
  userId: string;
}

/** Makes the tables and fills them with as much as ours has. */
export async function fillBareCommunity(pool: Pool, database: string): Promise<BareIds> {
  await pool.query(tables);
  // Two who want the same time at once may find each other by a deadlock: it is to be noticed soon, not after a second.
  await pool.query(`alter database ${database} set deadlock_timeout = '10ms'`);
  const people = Array.from({ length: 80 }, () => randomUUID());
  const rooms = Array.from({ length: roomCount }, () => randomUUID());
  const buildingId = randomUUID();
  await pool.query(
    `insert into rooms select id, 'Room ' || position, 'UTC' from unnest($1::uuid[]) with ordinality r (id, position)`,
    [rooms],
  );
  for (const [index, said] of postsOfNeighbours().entries()) await fillPost(pool, buildingId, people, index, said);
  await pool.query('analyze');
  return { buildingId, channelId: randomUUID(), rooms, userId: people[0]! };
}

async function fillPost(pool: Pool, buildingId: string, people: string[], index: number, said: Said): Promise<void> {
  const id = randomUUID();
  const by = (shift: number) => people[(index + shift) % people.length];
  await pool.query(`insert into posts values ($1, $2, $3, $4, $5, now())`, [
    id,
    buildingId,
    by(0),
    said.title,
    said.text,
  ]);
  for (let count = 1; count <= commentsEach; count++)
    await pool.query(`insert into comments values ($1, $2, $3, $4, now())`, [
      randomUUID(),
      id,
      by(count),
      said.comment,
    ]);
  for (let count = 1; count <= reactionsEach; count++)
    await pool.query(`insert into reactions values ($1, $2, 'like')`, [id, by(count)]);
}

/** Inserts that meet in an exclusion constraint may wait for each other; one of them is then told so. */
const deadlock = '40P01';
const bookSql = `
  insert into bookings (id, room_id, user_id, during, note, created_at)
  select $1, id, $3, tstzrange($4::timestamp at time zone zone, $5::timestamp at time zone zone), $6, now()
  from rooms where id = $2
  returning id, room_id, user_id, lower(during) as starts_at, upper(during) as ends_at, note, created_at`;
const feedSql = `
  select p.id, p.building_id, p.author_id, p.title, p.text, p.created_at,
         (select count(*)::int from comments c where c.post_id = p.id) as comments,
         (select coalesce(jsonb_object_agg(t.reaction, t.count), '{}') from (
            select reaction, count(*) from reactions x where x.post_id = p.id group by reaction) t) as reactions,
         (select x.reaction from reactions x where x.post_id = p.id and x.user_id = $2) as my_reaction
  from posts p where p.building_id = $1 order by p.created_at desc, p.id desc limit 21`;
const saySql = 'insert into messages values ($1, $2, $3, $4, $5)';

/** Starts the program; gives its address. */
async function bareCommunity(pool: Pool): Promise<string> {
  const app = express().use(express.json());
  const ask = (name: string, text: string, values: unknown[]) => pool.query({ name, text, values });
  app.post('/rooms/:id/bookings', async ({ params, body, headers }, response) => {
    try {
      const values = [randomUUID(), params.id, headers['x-user'], body.start, body.end, ''];
      response.status(201).json((await ask('book', bookSql, values)).rows[0]);
    } catch (error) {
      const { constraint, code } = error as { constraint?: string; code?: string };
      if (constraint !== 'bookings_apart' && code !== deadlock) throw error;
      response.status(409).json({ error: 'Somebody else has this time.' });
    }
  });
  app.get('/buildings/:id/feed', async ({ params, headers }, response) => {
    const { rows } = await ask('feed', feedSql, [params.id, headers['x-user']]);
    response.json({ items: rows.slice(0, 20), nextCursor: rows.length > 20 ? rows[19].id : null });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  const io = new Server(server, { transports: ['websocket'], serveClient: false });
  io.on('connection', socket => {
    socket.on('follow', async (channelId: string, answer: (done: boolean) => void) => {
      await socket.join(channelId);
      answer(true);
    });
    socket.on('say', async ({ channelId, localId, text }, answer) => {
      const message = {
        id: randomUUID(),
        channelId,
        authorId: socket.id,
        localId,
        text,
        sentAt: new Date().toISOString(),
      };
      await ask('say', saySql, [message.id, channelId, localId, text, message.sentAt]);
      io.to(channelId).emit('message', message);
      answer(message);
    });
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = await bareCommunity(barePool(process.argv[2]!));
  process.once('disconnect', () => process.exit());
  process.send!(url);
}
