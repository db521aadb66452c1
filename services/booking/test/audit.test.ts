import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { auditOfBuilding } from '#kernel/audit';
import { house } from './fixture.ts';

test('what a manager does is in the log of the building, and in that of no other', async () => {
  const h = await house();
  onTestFinished(() => h.close());
  const { id: resourceId } = await h.room({ kind: 'hall' });
  await h.managed.updateResource({ resourceId, state: 'archived' });
  await h.t.as(h.ada).booking.createCalendarFeed({});
  const log = await auditOfBuilding(h.t.db('booking'), h.buildingId, 2, null);
  expect(log.map(({ action }) => action).sort()).toEqual(['addRule', 'updateResource'].sort());
  expect(log[0]!.user_id).not.toBe(h.ada.userId);
  expect(await auditOfBuilding(h.t.db('booking'), randomUUID(), 10, null)).toEqual([]);
});
