// The calendar of RFC 5545: its text, and whose it is.

import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { residentUnverified } from '#services/building/events';
import { calendarText, escapeText, foldLine } from '../ports/ical.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

/** What a calendar program makes of a calendar: its events as ical.js reads them. */
function imported(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map(component => {
    const { uid, sequence, startDate, endDate, summary, description } = new ICAL.Event(component);
    const [start, end] = [startDate, endDate].map(date => date.toJSDate().toISOString());
    const status = component.getFirstPropertyValue('status');
    return { uid, sequence, start, end, summary, description, status };
  });
}

test('no line is longer than 75 octets, no character is cut, and what was written is read again', () => {
  const summary = `Salon; Straße, "Über" \\ Ende\n${'ä€😀'.repeat(60)}`;
  const text = calendarText({
    name: 'Bookings',
    stamp: '2026-03-02T09:00:00.000Z',
    events: [
      {
        uid: '1@agora',
        sequence: 3,
        startsAt: '2026-03-29T16:00:00.000Z',
        endsAt: '2026-03-29T17:00:00.000Z',
        summary,
        description: 'a'.repeat(75),
        confirmed: false,
      },
    ],
  });
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\ufffd');
    expect(line).not.toContain('\n');
  }
  expect(imported(text)).toEqual([
    {
      uid: '1@agora',
      sequence: 3,
      start: '2026-03-29T16:00:00.000Z',
      end: '2026-03-29T17:00:00.000Z',
      summary,
      description: 'a'.repeat(75),
      status: 'TENTATIVE',
    },
  ]);
});

test.each([
  ['plain', 'plain'],
  ['a,b;c', 'a\\,b\\;c'],
  ['back\\slash', 'back\\\\slash'],
  ['two\r\nlines\rand\nmore', 'two\\nlines\\nand\\nmore'],
])('%j is escaped', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

test.each([74, 75, 76, 149, 150])('a line of %i octets is folded where it must be', length => {
  const folded = foldLine('x'.repeat(length));
  expect(folded.replace(/\r\n /g, '')).toBe('x'.repeat(length));
  expect(folded.split('\r\n').length).toBe(length <= 75 ? 1 : 1 + Math.ceil((length - 75) / 74));
});

test('the secret address shows one’s own bookings, until it is renewed or removed', async () => {
  const room = await h.room({ name: 'Workshop, cellar' });
  const { id } = await h.book(h.ada, room.id, '2026-03-29T18:00', '2026-03-29T19:00', { note: 'Bicycle; chain' });
  await h.book(h.ben, room.id, '2026-03-30T18:00', '2026-03-30T19:00');
  const tokenOf = (url: string) => url.split('/').at(-1)!;
  const first = tokenOf((await h.t.as(h.ada).booking.createCalendarFeed({})).url);
  const read = (feedToken: string) => h.t.anonymous().booking.getCalendarFeed({ feedToken });
  const file = await read(first);
  expect(file.mime).toBe('text/calendar; charset=utf-8');
  expect(imported(Buffer.from(file.content).toString())).toMatchObject([
    {
      uid: `${id}@agora`,
      start: '2026-03-29T16:00:00.000Z',
      summary: 'Workshop, cellar',
      description: 'Bicycle; chain',
    },
  ]);
  const second = tokenOf((await h.t.as(h.ada).booking.createCalendarFeed({})).url);
  expect(await reasonOf(read(first))).toBe('not_found');
  await h.t.deliver(residentUnverified, {
    userId: h.ada.userId,
    buildingId: h.buildingId,
    unitId: h.homes.ada,
    leftBuilding: false,
  });
  expect(imported(Buffer.from((await read(second)).content).toString())).toEqual([]);
  expect(await h.t.as(h.ada).booking.removeCalendarFeed({})).toEqual({ removed: true });
  expect(await h.t.as(h.ada).booking.removeCalendarFeed({})).toEqual({ removed: false });
  expect(await reasonOf(read(second))).toBe('not_found');
});
