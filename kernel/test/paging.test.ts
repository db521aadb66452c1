import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
beforeAll(async () => {
  t = await agora({ services: [notes] });
});
afterAll(() => t.close());
beforeEach(() => t.db('notes').run`truncate notes`);

const buildingId = randomUUID();
const add = async (title: string, count = 1) => {
  const rows = Array.from({ length: count }, (_, index) => `${title} ${index}`);
  await t.db('notes').run`
    insert into notes (id, building_id, title, created_at)
    select gen_random_uuid(), ${buildingId}, title, ${t.clock.now()} from unnest(${rows}::text[]) title`;
  t.clock.advance('1ms');
};
const list = (input: { limit?: number; cursor?: string; minLikes?: number }) => t.as(t.person()).notes.listNotes(input);

/** Every title from page to page; `between` runs after each page. */
async function walk(limit: number, between: () => Promise<void> = async () => {}): Promise<string[]> {
  const titles: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list({ limit, ...(cursor && { cursor }) });
    titles.push(...page.items.map(({ title }) => title));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.nextCursor === null) return titles;
    cursor = page.nextCursor;
    await between();
  }
}

test('pages neither skip nor repeat rows while others are inserted, also among rows of the same instant', async () => {
  await add('same instant', 9);
  for (let i = 0; i < 8; i++) await add(`old ${i}`);
  let inserted = 0;
  const titles = await walk(4, () => add(`new ${inserted++}`, 3));
  expect(titles).toHaveLength(17);
  expect(new Set(titles).size).toBe(17);
  expect(titles.filter(title => title.startsWith('new'))).toEqual([]);
  expect(inserted).toBe(4);
});

test('a row deleted between two pages takes no other with it', async () => {
  await add('row', 10);
  const all = await walk(100);
  const first = await list({ limit: 5 });
  await t.db('notes').run`delete from notes where title = ${first.items.at(-1)!.title}`;
  const second = await list({ limit: 5, cursor: first.nextCursor! });
  expect(second.items.map(({ title }) => title)).toEqual(all.slice(5));
});

test('the last page says so, whether full or not, and an empty list is one page', async () => {
  expect(await list({})).toEqual({ items: [], nextCursor: null });
  await add('row', 4);
  const full = await list({ limit: 4 });
  expect([full.items.length, full.nextCursor]).toEqual([4, null]);
  expect(await walk(1)).toHaveLength(4);
});

test('a cursor that this list did not give out is refused', async () => {
  const forged = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const cursors = ['x', '%', forged(null), forged([]), forged(['now', randomUUID()]), forged([t.clock.now()])];
  for (const cursor of [...cursors, forged([t.clock.now(), "' or true --"]), forged({})])
    await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
  await expect(list({ limit: 101 })).rejects.toMatchObject({ code: 'invalid_argument' });
});
