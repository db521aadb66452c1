// A subscriber's database with an inbox worker over it, for tests that look at the inbox from close by.

import { afterAll, beforeEach } from 'vitest';
import type { Envelope } from '../../event.ts';
import { col } from '../../sql/columns.ts';
import { type Database, openDatabase, type Tx } from '../../sql/database.ts';
import { noteAdded, notesService } from '../../test/fixtures/notes/notes.ts';
import { type TestClock, testClock } from '../../testing/clock.ts';
import { type Clone, cloneDatabase } from '../../testing/postgres.ts';
import { holdEvents } from '../inbox.ts';
import { type EventMeta, type Handler, inboxWorker } from '../worker.ts';
import { anEvent } from './envelopes.ts';

type Handle = (tx: Tx, meta: EventMeta) => Promise<void>;

export interface Stage {
  clock: TestClock;
  db: Database;
  url: string;
  open(): Database;
  hold(...events: Envelope[]): Promise<number>;
  /** A turn of a worker that runs `handle`; `prepare` may stand before it. */
  worker(
    handle: Handle,
    options?: { db?: Database; prepare?: Handler['prepare']; concerns?: Handler['concerns'] },
  ): () => Promise<boolean>;
  /** The failures reported so far, `parked` or `again` each. */
  failures: string[];
  /** How often each event took effect, by event id. */
  effects(): Promise<Map<string, number>>;
}

/** An event of the type the stage handles. */
export const noted = (subject: string, sequence = 1): Envelope => anEvent('note.added', subject, sequence);

/** The effect of an event: counted, so that a doubled one is seen. */
export const count = async (tx: Tx, { id }: EventMeta): Promise<void> => {
  await tx.run`
    insert into seen_notes (note_id, times) values (${id}, 1)
    on conflict (note_id) do update set times = seen_notes.times + 1`;
};

/** Turns until nothing is left to do now. */
export async function drain(turn: () => Promise<boolean>): Promise<void> {
  while (await turn());
}

const start = '2026-03-02T09:00:00.000Z';

/** A stage for the tests of a file, emptied before each. */
export async function stage(): Promise<Stage> {
  const clock = testClock(start);
  const clone: Clone = await cloneDatabase(notesService.definition, clock.now());
  const pools: Database[] = [];
  const open = () => {
    const pool = openDatabase({ url: clone.url, maxConnections: 5, strict: true });
    pools.push(pool);
    return pool;
  };
  const db = open();
  const failures: string[] = [];
  beforeEach(async () => {
    clock.set(start);
    failures.length = 0;
    await db.run`truncate inbox, inbox_horizon, outbox, event_subjects, seen_notes`;
  });
  afterAll(async () => {
    await Promise.all(pools.map(pool => pool.close()));
    await clone.drop();
  });
  return {
    clock,
    db,
    url: clone.url,
    open,
    failures,
    hold: (...events) => holdEvents(db, events, clock.now()),
    worker: (handle, options = {}) =>
      inboxWorker({
        db: options.db ?? db,
        service: 'notes',
        clock,
        handlers: [
          {
            event: noteAdded,
            concerns: options.concerns,
            prepare: options.prepare,
            handle: (_data: never, tx, meta) => handle(tx, meta),
          },
        ],
        random: () => 0.5,
        onFailure: (_event, _error, parked) => failures.push(parked ? 'parked' : 'again'),
        onHandled: () => {},
      }),
    async effects() {
      const rows = await db.many({ note_id: col.uuid, times: col.int })`select note_id, times from seen_notes`;
      return new Map(rows.map(({ note_id, times }) => [note_id, times]));
    },
  };
}
