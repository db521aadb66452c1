import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Houses, newHouse, openHouses, outcomes } from './house.ts';

let t: Houses;
beforeAll(async () => ({ t } = await openHouses()));
afterAll(() => t.close());

test('a new building works Monday to Friday until it is told otherwise', async () => {
  const { managing, buildingId } = await newHouse(t);
  const calendar = await t.asService('ticket').building.getCalendar({ buildingId });
  expect(calendar.zone).toBe('Europe/Berlin');
  expect(calendar.hours).toEqual([1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '08:00', to: '18:00' })));

  const hours = [
    { weekday: 6, from: '14:00', to: '24:00' },
    { weekday: 6, from: '09:30', to: '14:00' },
    { weekday: 1, from: '00:00', to: '12:00' },
  ];
  expect(await managing.setHours({ buildingId, hours })).toEqual({
    zone: 'Europe/Berlin',
    hours: [hours[2], hours[1], hours[0]],
    holidays: [],
  });
});

test.each([
  { weekday: 1, from: '12:00', to: '12:00' },
  { weekday: 1, from: '13:00', to: '12:00' },
  { weekday: 2, from: '17:59', to: '20:00' },
  { weekday: 8, from: '08:00', to: '12:00' },
  { weekday: 1, from: '8:00', to: '12:00' },
  { weekday: 1, from: '24:00', to: '24:00' },
])('hours with $from to $to on weekday $weekday are refused', async span => {
  const { managing, buildingId } = await newHouse(t);
  const hours = [span, { weekday: 2, from: '08:00', to: '18:00' }];
  await expect(managing.setHours({ buildingId, hours })).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('holidays are added once, listed by date with their names, and taken away', async () => {
  const { managing, buildingId } = await newHouse(t);
  const days = ['2026-12-25', '2026-05-01', '2026-12-26'];
  for (const date of days) await managing.addHoliday({ buildingId, date, name: `Holiday ${date}` });
  const again = managing.addHoliday({ buildingId, date: days[0]!, name: 'Again' });
  await expect(again).rejects.toMatchObject({ extras: { reason: 'day_taken' } });
  expect((await managing.getCalendar({ buildingId })).holidays).toEqual(days.toSorted());

  const first = await managing.listHolidays({ buildingId, limit: 1, from: '2026-06-01' });
  expect(first.items).toEqual([{ date: '2026-12-25', name: 'Holiday 2026-12-25' }]);
  const rest = await managing.listHolidays({ buildingId, cursor: first.nextCursor! });
  expect(rest).toMatchObject({ items: [{ date: '2026-12-26' }], nextCursor: null });

  await managing.removeHoliday({ buildingId, date: '2026-05-01' });
  await expect(managing.removeHoliday({ buildingId, date: '2026-05-01' })).rejects.toMatchObject({ code: 'not_found' });
  const impossible = managing.addHoliday({ buildingId, date: '2026-02-29', name: 'No such day' });
  await expect(impossible).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('those who live there read the calendar; strangers find none and residents change none', async () => {
  const { buildingId, newUnit, letIn } = await newHouse(t);
  const { at, who } = await letIn((await newUnit('1')).id, 'tenant');
  expect((await at.getCalendar({ buildingId })).hours).toHaveLength(5);
  const stranger = t.as(t.person()).building;
  expect(await outcomes([stranger.getCalendar({ buildingId }), stranger.listHolidays({ buildingId })])).toEqual([
    'not_found',
    'not_found',
  ]);
  const resident = t.as(who).building;
  const date = '2026-07-01';
  expect(
    await outcomes([
      resident.setHours({ buildingId, hours: [{ weekday: 1, from: '08:00', to: '09:00' }] }),
      resident.addHoliday({ buildingId, date, name: 'Mine' }),
      resident.removeHoliday({ buildingId, date }),
    ]),
  ).toEqual(['permission_denied', 'permission_denied', 'permission_denied']);
});
