// What those who look after a building did there, gathered from every service.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backstageOf } from '#kernel/backstage/contract';
import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { afterCursor, toPage } from '#kernel/page';
import { json } from '#kernel/sql/tag';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import gateway from '../service.ts';
import { peers } from './peers.ts';

const buildingId = randomUUID();
const userId = randomUUID();
const idAt = (minute: number) => `00000000-0000-7000-8000-0000000000${String(minute).padStart(2, '0')}`;
const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`;
const act = (minute: number, action: string) => ({
  id: idAt(minute),
  at: at(minute),
  action,
  userId,
  details: { minute },
});

/** What was done in booking, the latest first. */
const decided = [9, 6, 5, 2, 1].map(minute => act(minute, 'decideBooking'));
let down = false;
const elsewhere = fake(backstageOf('booking'), {
  backstageAudit: async input => {
    if (down) fail('unavailable', 'The service booking cannot be reached.');
    if (input.buildingId !== buildingId) return { items: [], nextCursor: null };
    const after = afterCursor(input.cursor, [Timestamp, Id]);
    const rest = decided.filter(each => !after || each.at < after[0]);
    return toPage(
      rest.slice(0, input.limit + 1),
      input.limit,
      each => [each.at, each.id],
      each => each,
    );
  },
});

let t: Harness<[typeof gateway]>;
beforeAll(async () => {
  t = await agora({ services: [gateway], peers: [...peers, elsewhere], start: '2026-03-02T10:00:00.000Z' });
  for (const [minute, building] of [
    [8, buildingId],
    [7, randomUUID()],
    [4, buildingId],
    [3, buildingId],
  ] as const)
    await t.db('gateway').run`
      insert into audit_log (id, at, action, user_id, request_id, details, building_id)
      values (${idAt(minute)}, ${at(minute)}, 'done', ${userId}, 'r', ${json({ minute })}, ${building})`;
});
afterAll(() => t.close());

const asManager = () => t.as(t.person(`manager@building:${buildingId}`)).gateway;

test.each([1, 3])(
  'pages of %d hold what was done anywhere in the building, the latest first, and neither skip nor repeat',
  async limit => {
    const minutes: unknown[] = [];
    const services = new Set<string>();
    let cursor: string | null | undefined;
    do {
      const page = await asManager().listBuildingAudit({ buildingId, limit, ...(cursor && { cursor }) });
      expect(page.items.length).toBeGreaterThan(0);
      for (const { details, service } of page.items) {
        minutes.push(details.minute);
        services.add(service);
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(minutes).toEqual([9, 8, 6, 5, 4, 3, 2, 1]);
    expect([...services].sort()).toEqual(['booking', 'gateway']);
  },
);

test('a service that does not answer is a gap that is told of', async () => {
  down = true;
  const page = await asManager().listBuildingAudit({ buildingId });
  down = false;
  expect(page.gaps).toContain('booking');
  expect(page.items.map(({ details }) => details.minute)).toEqual([8, 4, 3]);
});

test('it is for the managers of the building alone', async () => {
  const others = [
    t.person(`manager@building:${randomUUID()}`),
    t.person(`support@building:${buildingId}`),
    t.person(`resident@building:${buildingId}`),
  ];
  for (const other of others)
    await expect(t.as(other).gateway.listBuildingAudit({ buildingId })).rejects.toMatchObject({
      code: 'permission_denied',
    });
  await expect(asManager().listBuildingAudit({ buildingId, cursor: 'nonsense' })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
});
