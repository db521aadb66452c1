// The rules without effects: the machine of a job and of a claim, money to the cent, calendars, papers.

import { expect, test } from 'vitest';
import { dayAt, instantOfWall, isZone, openSpans, type Window, without, worksDuring } from '../domain/calendar.ts';
import { advance, drawMachine, type JobState, machine, type Outcome, restMs, takes } from '../domain/job.ts';
import { refundOfCancelling, taxIn, totalsOf } from '../domain/money.ts';
import { lapsedKinds, mayServe, maySubmit } from '../domain/provider.ts';
import { claimMachine, warrantyEnd } from '../domain/warranty.ts';

const states = Object.keys(machine) as JobState[];

test('from every state some end is reached, whatever comes', () => {
  const ends = (from: JobState, seen: Set<JobState>): boolean => {
    if (machine[from].final) return true;
    if (seen.has(from)) return false;
    return Object.values(machine[from].on).some(next => ends(next, new Set([...seen, from])));
  };
  for (const state of states) expect(ends(state, new Set())).toBe(true);
});

test('money in escrow leaves it by settling or cancelling alone, and never twice', () => {
  const inEscrow: JobState[] = ['booked', 'done', 'disputed'];
  for (const state of inEscrow)
    for (const next of Object.values(machine[state].on))
      expect([...inEscrow, 'settling', 'cancelling']).toContain(next);
  expect(Object.values(machine.settling.on)).toEqual(['completed', 'settling']);
  expect(Object.values(machine.cancelling.on)).toEqual(['cancelled', 'cancelling']);
  expect(machine.completed.on).toEqual({});
  expect(machine.cancelled.on).toEqual({});
});

test('whatever is not known is tried again, in every state that does something', () => {
  for (const state of states) if (machine[state].step) expect(machine[state].on.unavailable).toBeDefined();
  expect(advance('capturing', 'unavailable')).toEqual({ state: 'capturing', rests: true });
  expect(advance('authorising', 'authorised')).toEqual({ state: 'capturing', rests: false });
  expect(advance('done', 'confirmed')).toEqual({ state: 'settling', rests: false });
  expect(restMs(0)).toBe(1_000);
  expect(restMs(60)).toBe(60_000);
});

test('an outcome that a state does not know is a fault of the machine', () => {
  expect(() => advance('completed', 'cancelled' as Outcome)).toThrow(/does not know/);
  expect(takes('capturing', 'cancelled')).toBe(false);
  expect(takes('booked', 'cancelled')).toBe(true);
});

test('the diagram shows every state and every way', () => {
  const drawn = drawMachine();
  for (const state of states) expect(drawn).toContain(state);
  expect(drawn).toContain('accepted: accepted\\nuntil the time to pay is over');
  expect(drawn).toContain('disputed --> settling: confirmed, decided');
  expect(drawn).toContain('lapsed --> voiding: late_money');
});

test('the tax is the part of the price that is tax, rounded half up, line by line', () => {
  expect(taxIn(11_900n, 190_000)).toBe(1_900n);
  expect(taxIn(1n, 190_000)).toBe(0n);
  expect(taxIn(4n, 190_000)).toBe(1n);
  const line = { text: 'x', quantity: 3, unitPrice: 4n, taxRatePpm: 190_000 };
  expect(totalsOf([line, line])).toEqual({ total: 24n, tax: 4n });
});

test('until the hour that was agreed cancelling is free, after it costs what was agreed and no half cent more', () => {
  const terms = { freeHours: 24, latePercent: 33 };
  const start = '2026-03-10T12:00:00.000Z';
  expect(refundOfCancelling(101n, terms, start, '2026-03-09T12:00:00.000Z')).toBe(101n);
  expect(refundOfCancelling(101n, terms, start, '2026-03-09T12:00:00.001Z')).toBe(68n);
});

const open = (weekday: number, from: number, to: number): Window => ({
  kind: 'open',
  weekday,
  fromMinute: from * 60,
  toMinute: to * 60,
  firstDay: null,
  lastDay: null,
});
const closed = (firstDay: string, lastDay: string): Window => ({
  kind: 'closed',
  weekday: null,
  fromMinute: null,
  toMinute: null,
  firstDay,
  lastDay,
});

test('a time of the wall has one instant, also where the clocks are put back; one they never show is refused', () => {
  expect(instantOfWall('Europe/Berlin', '2026-03-28T09:00')).toBe('2026-03-28T08:00:00.000Z');
  expect(instantOfWall('Europe/Berlin', '2026-03-30T09:00')).toBe('2026-03-30T07:00:00.000Z');
  expect(instantOfWall('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(() => instantOfWall('Europe/Berlin', '2026-03-29T02:30')).toThrow(/never show/);
  expect([isZone('Europe/Berlin'), isZone('Mars/Olympus'), isZone('+01:00')]).toEqual([true, false, false]);
  expect(dayAt('Asia/Tokyo', '2026-03-02T20:00:00.000Z')).toBe('2026-03-03');
});

test('hours are the same on the wall in summer and winter; days off go before them', () => {
  const windows = [open(6, 8, 12), open(7, 8, 12), open(7, 12, 16), closed('2026-04-04', '2026-04-05')];
  const spans = openSpans(windows, 'Europe/Berlin', '2026-03-28', '2026-04-05');
  expect(spans.map(({ fromMs, toMs }) => [new Date(fromMs).toISOString(), (toMs - fromMs) / 3_600_000])).toEqual([
    ['2026-03-28T07:00:00.000Z', 4],
    ['2026-03-29T06:00:00.000Z', 8],
  ]);
  const works = (from: string, to: string) => worksDuring(windows, 'Europe/Berlin', from, to);
  expect(works('2026-03-29T06:00:00.000Z', '2026-03-29T14:00:00.000Z')).toBe(true);
  expect(works('2026-03-29T05:59:00.000Z', '2026-03-29T08:00:00.000Z')).toBe(false);
  expect(works('2026-04-05T08:00:00.000Z', '2026-04-05T09:00:00.000Z')).toBe(false);
});

test('what is taken is cut out of what is open', () => {
  const spans = [{ fromMs: 0, toMs: 100 }];
  const taken = [
    { fromMs: 40, toMs: 60 },
    { fromMs: 0, toMs: 10 },
    { fromMs: 50, toMs: 70 },
    { fromMs: 100, toMs: 120 },
  ];
  expect(without(spans, taken)).toEqual([
    { fromMs: 10, toMs: 40 },
    { fromMs: 70, toMs: 100 },
  ]);
  expect(without(spans, [{ fromMs: 0, toMs: 100 }])).toEqual([]);
});

test('who may take work: verified for all, or approved by a building; blocked is blocked', () => {
  expect(mayServe('verified', null)).toBe(true);
  expect(mayServe('verified', 'blocked')).toBe(false);
  expect(mayServe('submitted', 'approved')).toBe(true);
  expect(mayServe('submitted', null)).toBe(false);
  for (const state of ['draft', 'rejected', 'suspended'] as const) expect(mayServe(state, 'approved')).toBe(false);
  expect([maySubmit('draft'), maySubmit('rejected'), maySubmit('verified')]).toEqual([true, true, false]);
});

test('a kind of paper has lapsed once none of it holds; on its last day it still does', () => {
  const papers = [
    { kind: 'insurance', expiresOn: '2026-03-01' },
    { kind: 'insurance', expiresOn: '2026-05-01' },
    { kind: 'identity', expiresOn: null },
    { kind: 'trade_licence', expiresOn: '2026-04-01' },
  ];
  expect(lapsedKinds(papers, '2026-04-01')).toEqual([]);
  expect(lapsedKinds(papers, '2026-04-02')).toEqual(['trade_licence']);
  expect(lapsedKinds(papers, '2026-05-02')).toEqual(['insurance', 'trade_licence']);
});

test('a claim that is over stays over, and a warranty ends to the moment', () => {
  expect(claimMachine.resolved).toEqual({});
  expect(claimMachine.withdrawn).toEqual({});
  expect(warrantyEnd('2026-03-02T09:00:00.000Z', 10)).toBe('2026-03-12T09:00:00.000Z');
  expect(warrantyEnd('2026-03-02T09:00:00.000Z', 0)).toBeNull();
});
