import { expect, test } from 'vitest';
import { backOf } from './back.ts';

const hour = 3_600_000;
const resource = {
  zone: 'Europe/Berlin',
  refundSteps: [
    { hoursBefore: 168, percent: 100 },
    { hoursBefore: 48, percent: 50 },
    // Never better than a later step: it says nothing.
    { hoursBefore: 72, percent: 40 },
  ],
};
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const startsAt = '2026-03-20T10:00:00.000Z';
const booked = { state: 'confirmed' as const, fee: eur('8001'), deposit: eur('20000'), startsAt };
const back = (hoursBefore: number, byManager = false) =>
  backOf(booked, resource, Date.parse(startsAt) - hoursBefore * hour, byManager)?.total.amount;

test('the fee comes back by the best step that is still open, the deposit always', () => {
  expect([back(168), back(167), back(60), back(48), back(47)]).toEqual(['28001', '24000', '24000', '24000', '20000']);
});

test('a manager gives everything back', () => {
  expect(back(1, true)).toBe('28001');
});

test('where nothing was taken nothing comes back', () => {
  expect(backOf({ ...booked, state: 'pending' }, resource, 0)).toBeNull();
  expect(backOf({ ...booked, fee: eur('0'), deposit: eur('0') }, resource, 0)).toBeNull();
});
