import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '../sql/columns.ts';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
const buildingId = randomUUID();

beforeAll(async () => {
  t = await agora({ services: [notes] });
});
afterAll(() => t.close());

test('a request runs its operation and its event reaches the subscriber once', async () => {
  const resident = t.person(`resident@building:${buildingId}`);
  const added = await t.as(resident).notes.addNote({ buildingId, title: 'first note' });
  await t.settle();
  await t.redeliver();
  expect(await t.as(resident).notes.getNote({ noteId: added.id })).toEqual(added);
  const { times } = await t
    .db('notes')
    .one({ times: col.int })`select times from seen_notes where note_id = ${added.id}`;
  expect(times).toBe(1);
});

test('over HTTP the same request is answered with its status and ETag', async () => {
  const user = t.person(`resident@building:${buildingId}`);
  const response = await t.http('/api/v1/notes', {
    method: 'POST',
    user,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ buildingId, title: 'by http' }),
  });
  expect(response.status).toBe(201);
  const note = (await response.json()) as { id: string };
  const read = await t.http(`/api/v1/notes/${note.id}`, { user });
  const etag = read.headers.get('etag')!;
  expect(etag).toMatch(/^"1\.[\w-]{27}"$/);
  const again = await t.http(`/api/v1/notes/${note.id}`, {
    user,
    headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
  });
  expect(again.status).toBe(304);
});
