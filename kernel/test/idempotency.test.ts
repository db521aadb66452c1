import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { col } from '../sql/columns.ts';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';
import shelf from './fixtures/shelf/shelf.ts';

let t: Harness<[typeof notes, typeof shelf]>;
const buildingId = randomUUID();
beforeAll(async () => {
  t = await agora({ services: [notes, shelf] });
});
afterAll(() => t.close());
beforeEach(async () => {
  for (const service of ['notes', 'shelf'] as const)
    await t.db(service).run`truncate notes, idempotency_keys, audit_log`;
});

const resident = () => t.person(`resident@building:${buildingId}`);
const count = async (service: 'notes' | 'shelf', table: 'notes' | 'outbox' | 'audit_log' = 'notes') => {
  const db = t.db(service);
  const shape = { count: col.int };
  if (table === 'notes') return (await db.one(shape)`select count(*)::int as count from notes`).count;
  if (table === 'outbox') return (await db.one(shape)`select count(*)::int as count from outbox`).count;
  return (await db.one(shape)`select count(*)::int as count from audit_log`).count;
};

test('100 parallel requests with one key have one effect, and each gets the same reply to the letter', async () => {
  const token = await t.tokenOf(resident());
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k1', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ buildingId, title: 'one of a hundred' });
  const replies = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const reply = await t.http('/api/v1/notes', { method: 'POST', headers, body });
      return `${reply.status} ${await reply.text()}`;
    }),
  );
  expect(new Set(replies).size).toBe(1);
  expect(replies[0]).toMatch(/^201 \{"id":"[0-9a-f-]{36}","authorId"/);
  expect([await count('notes'), await count('notes', 'outbox'), await count('notes', 'audit_log')]).toEqual([1, 1, 1]);
});

test('another request under the same key is refused, whatever differs', async () => {
  const as = t.as(resident(), { idempotencyKey: 'k2' }).notes;
  await as.addNote({ buildingId, title: 'the first' });
  const reused = { code: 'idempotency_key_reused' };
  await expect(as.addNote({ buildingId, title: 'the second' })).rejects.toMatchObject(reused);
  expect(await count('notes')).toBe(1);
});

test('a failed attempt leaves the key free, and no audit row', async () => {
  const user = resident();
  await t.as(user).notes.addNote({ buildingId, title: 'taken' });
  const again = () => t.as(user, { idempotencyKey: 'k3' }).notes.addNote({ buildingId, title: 'taken' });
  await expect(again()).rejects.toMatchObject({ code: 'already_exists', extras: { reason: 'title_taken' } });
  expect(await count('notes', 'audit_log')).toBe(1);
  await t.db('notes').run`delete from notes`;
  expect(await again()).toMatchObject({ title: 'taken' });
  expect(await count('notes', 'audit_log')).toBe(2);
});

test('a repetition gets the first reply even when the world has changed since', async () => {
  const as = t.as(resident(), { idempotencyKey: 'k4' }).notes;
  const first = await as.addNote({ buildingId, title: 'gone soon' });
  await t.db('notes').run`delete from notes`;
  t.clock.advance('20 days');
  expect(await as.addNote({ buildingId, title: 'gone soon' })).toEqual(first);
  expect(await count('notes')).toBe(0);
});

test('a repetition does not look at what its first run has changed', async () => {
  const as = t.as(t.person(), { idempotencyKey: 'k9' }).shelf;
  const first = await as.payItem({ title: 'paid once' });
  expect(await as.payItem({ title: 'paid once' })).toEqual(first);
  const other = t.as(t.person(), { idempotencyKey: 'k9' }).shelf.payItem({ title: 'paid once' });
  await expect(other).rejects.toMatchObject({ code: 'failed_precondition' });
});

test('callers do not share keys: each person and each address has its own', async () => {
  const extra = { idempotencyKey: 'k5' };
  const put = (title: string, as: ReturnType<typeof t.as>) => as.shelf.putItem({ title });
  const titles = await Promise.all([
    put('a', t.as(t.person(), extra)),
    put('b', t.as(t.person(), extra)),
    put('c', t.anonymous({ ...extra, ip: '192.0.2.7' })),
    put('d', t.anonymous({ ...extra, ip: '192.0.2.8' })),
  ]);
  expect(titles.map(({ title }) => title)).toEqual(['a', 'b', 'c', 'd']);
  expect(await count('shelf')).toBe(4);
});

test('one key serves different operations', async () => {
  const as = t.as(t.person(), { idempotencyKey: 'k6' }).shelf;
  const item = await as.putItem({ title: 'a' });
  expect((await as.payItem({ title: 'b' })).id).not.toBe(item.id);
});

test('where a key is required a request without one is refused', async () => {
  const user = t.person();
  const without = t.as(user).shelf.payItem({ title: 'a' });
  await expect(without).rejects.toMatchObject({ code: 'invalid_argument', message: /Idempotency-Key/ });
  expect(await count('shelf')).toBe(0);
  await t.as(user, { idempotencyKey: 'k7' }).shelf.payItem({ title: 'a' });
});

test('a key is 1 to 200 visible ASCII characters', async () => {
  const put = (idempotencyKey: string) => t.as(t.person(), { idempotencyKey }).shelf.putItem({ title: randomUUID() });
  for (const key of ['with space', 'x'.repeat(201)])
    await expect(put(key)).rejects.toMatchObject({ code: 'invalid_argument' });
  await put('!'.repeat(200));
});

test('an operation that decides on its row and gives nothing is repeated as quietly as it ran', async () => {
  const { id } = await t.anonymous().shelf.putItem({ title: 'before' });
  const as = t.as(t.person(), { idempotencyKey: 'k8' }).shelf;
  expect(await as.renameItem({ itemId: id, title: 'after' })).toBeUndefined();
  expect(await as.renameItem({ itemId: id, title: 'after' })).toBeUndefined();
  const { version } = await t.db('shelf').one({ version: col.int })`select version from notes`;
  expect(version).toBe(2);
});

test('an operation that is not one transaction, or answers something else than it returned, is a fault', async () => {
  const user = t.person();
  for (const how of ['another reply', 'two transactions', 'no transaction'] as const) {
    const faulty = t.as(user, { idempotencyKey: how.replace(' ', '-') }).shelf.sell({ how });
    const refused = await faulty.then(
      () => 'answered',
      error => error.code ?? 'internal',
    );
    expect(`${how}: ${refused}`).toBe(`${how}: internal`);
  }
});
