import pg from 'pg';
import { openDatabase } from '../../sql/database.ts';
import { emptyDatabase } from '../../testing/postgres.ts';
import { postgresTimeline } from '../postgres.ts';
import { timelineSuite } from './suite.ts';

timelineSuite('timelines in PostgreSQL', async () => {
  const { url, drop } = await emptyDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table notes (
      stream uuid not null, at timestamptz(3) not null, position int not null, id uuid not null, change int not null,
      marked_at timestamptz(3), body jsonb not null, primary key (stream, at, position, id)
    ) partition by range (at);
    create table notes_2026_03 partition of notes for values from ('2026-03-01') to ('2026-04-01')`);
  await client.end();
  const db = openDatabase({ url, maxConnections: 2, strict: true });
  return {
    timeline: postgresTimeline(db, 'notes'),
    async close() {
      await db.close();
      await drop();
    },
  };
});
