import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../sql/database.ts';
import { pendingEvents } from '../inbox.ts';
import { stage } from './stage.ts';

const s = await stage();

test('a burst into an inbox that was planned for while it was empty does not take the square of its size', async () => {
  const db = openDatabase({ url: s.url, maxConnections: 1 });
  onTestFinished(() => db.close());
  await db.run`analyze inbox`;
  for (let run = 0; run < 8; run++) expect(await pendingEvents(db, s.clock.now(), 100)).toEqual([]);
  await db.run`
    insert into inbox (id, type, version, source, subject, sequence, occurred_at, data, received_at)
    select md5(n::text)::uuid, 'note.added', 1, '/agora/notes', n::text, 1, ${s.clock.now()}, '{}', ${s.clock.now()}
    from generate_series(1, 20000) n`;
  const beganMs = performance.now();
  expect(await pendingEvents(db, s.clock.now(), 100)).toHaveLength(100);
  // It takes 20 ms; with a look through the inbox for each event it took half a minute.
  expect(performance.now() - beganMs).toBeLessThan(3_000);
});
