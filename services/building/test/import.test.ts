import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

const header = 'entrance,floor,label,kind,area,rooms';
const file = (...lines: string[]) => ({
  content: new TextEncoder().encode([header, ...lines].join('\n')),
  contentType: 'text/csv' as const,
});
const emptyHouse = async () => {
  const house = await newHouse(t);
  return {
    ...house,
    load: (...lines: string[]) => house.managing.importUnits({ buildingId: house.buildingId, ...file(...lines) }),
  };
};

test('a file brings units with the entrances and floors they need, and sent again it changes nothing', async () => {
  const { managing, buildingId, load } = await emptyHouse();
  const lines = ['B,0,1,flat,72.50,2.5', 'B,1,"2, left",FLAT,80,3', 'b,-1,P1,parking,,', 'C,0,1,commercial,120,'];
  expect(await load(...lines)).toEqual({ rows: 4, created: 4, unchanged: 0, failed: 0, errors: [] });
  const tree = await managing.getTree({ buildingId });
  expect(tree.entrances).toMatchObject([
    { label: 'A' },
    {
      label: 'B',
      floors: [
        { level: -1, units: [{ label: 'P1', kind: 'parking', areaM2: null }] },
        { level: 0, units: [{ label: '1', areaM2: 72.5, rooms: 2.5 }] },
        { level: 1, units: [{ label: '2, left', kind: 'flat' }] },
      ],
    },
    { label: 'C', floors: [{ units: [{ label: '1' }] }] },
  ]);
  expect(await load(...lines)).toEqual({ rows: 4, created: 0, unchanged: 4, failed: 0, errors: [] });
  expect(await managing.getTree({ buildingId })).toEqual(tree);
});

test('bad rows are reported by line and reason, and the good ones go in', async () => {
  const { managing, buildingId, load } = await emptyHouse();
  await load('B,0,1,flat,50,2');
  const report = await load(
    'B,0,2,flat,50,2',
    'B,0,3,castle,50,2',
    'B,ground,4,flat,50,2',
    '',
    'B,0,5,flat,50',
    'B,0,"6,flat,50,2',
    'B,0,7,flat,50,2.3',
    'B,0,8,flat,0,2',
    ',0,9,flat,50,2',
    'b,0,2,flat,50,2',
    'B,0,1,flat,55,2',
    'B,0,bell\u0007,flat,50,2',
    'B,0,10,flat,50,2',
  );
  expect(report).toMatchObject({ rows: 12, created: 2, unchanged: 0, failed: 10 });
  expect(report.errors.map(({ row, reason }) => [row, reason])).toEqual([
    [3, 'invalid_value'],
    [4, 'invalid_value'],
    [6, 'malformed'],
    [7, 'malformed'],
    [8, 'invalid_value'],
    [9, 'invalid_value'],
    [10, 'invalid_value'],
    [11, 'repeated'],
    [12, 'differs'],
    [13, 'invalid_value'],
  ]);
  expect(report.errors[1]!.message).toBe('floor: is a whole number, 0 for the ground floor');
  const { items } = await managing.listUnits({ buildingId });
  expect(items.map(({ label }) => label)).toEqual(['1', '2', '10']);
});

test('a file as spreadsheets write it is read: byte order mark, other line ends, other order of columns', async () => {
  const { managing, buildingId } = await emptyHouse();
  const text = '\ufeffLabel,Kind,Floor,Entrance,Rooms,Area\r\n1,flat,0,A,2,50\r\n';
  const content = new TextEncoder().encode(text);
  expect(await managing.importUnits({ buildingId, content, contentType: 'text/csv' })).toMatchObject({ created: 1 });
});

test('a file that is no such table is refused as a whole', async () => {
  const { managing, buildingId } = await emptyHouse();
  const contents = ['', 'a,b,c', `${header},more\n`, '"entrance', '\n\n'].map(text => new TextEncoder().encode(text));
  contents.push(Uint8Array.of(0xff, 0xfe, 0x00));
  const tries = contents.map(content => managing.importUnits({ buildingId, content, contentType: 'text/csv' }));
  expect(new Set(await outcomes(tries))).toEqual(new Set(['invalid_argument']));
});

test('thousands of rows go in within a second or two, and two files at once do not double a unit', async () => {
  const { managing, buildingId, load } = await emptyHouse();
  const lines = Array.from({ length: 3000 }, (_, index) => `E${index % 4},${index % 9},${index},flat,50,2`);
  const reports = await Promise.all([load(...lines), load(...lines)]);
  expect(reports.map(({ created }) => created).sort((a, b) => a - b)).toEqual([0, 3000]);
  expect(reports.map(({ unchanged }) => unchanged).sort((a, b) => a - b)).toEqual([0, 3000]);
  let counted = 0;
  let cursor: string | undefined;
  do {
    const page = await managing.listUnits({ buildingId, limit: 100, ...(cursor && { cursor }) });
    counted += page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(counted).toBe(3000);
});

test('over HTTP the file is the body; one too large or of another type is refused, as is a foreign manager', async () => {
  const { manager, buildingId } = await emptyHouse();
  const send = (body: string, type: string, user = manager) =>
    t.http(`/api/v1/buildings/${buildingId}/imports`, {
      method: 'POST',
      user,
      body,
      headers: { 'content-type': type },
    });
  const sent = await send(`${header}\nB,0,1,flat,50,2\n`, 'text/csv; charset=utf-8');
  expect(sent.status).toBe(200);
  expect(await sent.json()).toMatchObject({ created: 1 });
  expect((await send(`${header}\n${'x'.repeat(2 * 1024 * 1024)}`, 'text/csv')).status).toBe(413);
  expect((await send('{}', 'application/json')).status).toBe(415);
  expect((await send(header, 'text/csv', (await newHouse(t)).manager)).status).toBe(403);
});
