import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addBusinessMinutes, type BusinessCalendar, businessMsBetween } from '../domain/calendar.ts';
import {
  type Clock,
  crossingsBy,
  newClock,
  type Promises,
  pause,
  plan,
  retarget,
  run,
  stop,
  usedMsAt,
} from '../domain/clocks.ts';
import { afterReply, clocksOf, inSituation, underSla } from '../domain/sla.ts';

const calendar: BusinessCalendar = {
  zone: 'Europe/Berlin',
  hours: [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '08:00', to: '18:00' })),
  holidays: ['2026-04-03'],
};
const promises: Promises = { calendar, escalationMinutes: [60, 180] };
const monday = '2026-03-02T09:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(monday) + minutes * 60_000).toISOString();
const targets = (solutionMinutes: number) => ({ firstResponseMinutes: 60, updateMinutes: 120, solutionMinutes });
const sla = { normal: targets(600), urgent: targets(120) };

/** Minutes after the start at which a clock is paused and resumed in turn. */
const pauses = fc
  .uniqueArray(fc.integer({ min: 0, max: 40_000 }), { maxLength: 12 })
  .map(list => list.toSorted((a, b) => a - b));
const minutes = fc.integer({ min: 1, max: 10_000 });

/** A clock after its pauses, and the business time between them. */
function paused(targetMinutes: number, moments: readonly number[]): { clock: Clock; ranMs: number; since: number } {
  let clock = run(newClock('solution', targetMinutes), at(0), promises);
  let [ranMs, since] = [0, 0];
  for (const moment of moments) {
    if (clock.runningSince === null) {
      clock = run(clock, at(moment), promises);
      since = moment;
    } else {
      ranMs += businessMsBetween(at(since), at(moment), calendar);
      clock = pause(clock, at(moment), promises);
    }
  }
  return { clock, ranMs, since };
}

test('a clock counts the business time it ran, and no pause', () => {
  fc.assert(
    fc.property(minutes, pauses, (target, moments) => {
      const { clock, ranMs, since } = paused(target, moments);
      if (clock.runningSince === null) {
        expect(clock.dueAt).toBeNull();
        expect(usedMsAt(clock, at(50_000), calendar)).toBe(ranMs);
      } else {
        const left = Math.max(0, target * 60_000 - ranMs);
        expect(clock.dueAt).toBe(addBusinessMinutes(at(since), left / 60_000, calendar));
      }
    }),
    { numRuns: 200 },
  );
});

test('another promise changes when it is due, never what was counted or paused', () => {
  fc.assert(
    fc.property(minutes, minutes, pauses, (target, other, moments) => {
      const changed = retarget(paused(target, moments).clock, other, promises);
      expect(changed).toEqual(paused(other, moments).clock);
      expect(retarget(changed, target, promises)).toEqual(paused(target, moments).clock);
    }),
    { numRuns: 100 },
  );
});

test('everything a clock runs into is told once, whenever somebody looks', () => {
  fc.assert(
    fc.property(
      minutes,
      fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 8 }),
      (target, looks) => {
        let clock = run(newClock('solution', target), at(0), promises);
        const told: (number | null)[] = [];
        for (const look of looks.toSorted((a, b) => a - b)) {
          const result = crossingsBy(clock, at(look), promises);
          told.push(...result.crossings.map(({ level }) => level));
          clock = result.clock;
          expect(clock.checkAt === null || clock.checkAt > at(look)).toBe(true);
        }
        expect(new Set(told).size).toBe(told.length);
        const levels = told.filter(level => level !== null);
        expect(levels).toEqual([0, 1, 2].slice(0, levels.length));
      },
    ),
    { numRuns: 200 },
  );
});

test('the warning comes at four fifths, the breach at the end, the levels after it', () => {
  let clock = run(newClock('solution', 300), monday, promises);
  const looks = [239, 240, 299, 300, 359, 360, 480].map(minute => {
    const result = crossingsBy(clock, at(minute), promises);
    clock = result.clock;
    return result.crossings.map(({ level }) => level);
  });
  expect(looks).toEqual([[], [null], [], [0], [], [1], [2]]);
  expect(clock).toMatchObject({ dueAt: at(300), breachedAt: at(300), level: 2, checkAt: null });
});

test('a paused breach is not told, and one that happened is not forgotten under a longer promise', () => {
  const late = crossingsBy(run(newClock('solution', 60), monday, promises), at(60), promises).clock;
  const waiting = pause(late, at(90), promises);
  expect(crossingsBy(waiting, at(5_000), promises).crossings).toEqual([]);
  expect(retarget(waiting, 6_000, promises)).toMatchObject({ breachedAt: at(60), dueAt: at(60) });
});

test('a clock without a promise counts, and runs into nothing', () => {
  const clock = run(newClock('update', null), monday, promises);
  expect(clock).toMatchObject({ dueAt: null, checkAt: null });
  expect(crossingsBy(clock, at(9_999), promises).crossings).toEqual([]);
  expect(retarget(clock, 60, promises)).toMatchObject({ dueAt: at(60) });
});

test('a calendar that never opens plans nothing', () => {
  const never = { calendar: { ...calendar, hours: [] }, escalationMinutes: [] };
  expect(plan(run(newClock('solution', 60), monday, never), never)).toMatchObject({ dueAt: null, checkAt: null });
});

const byName = (clocks: readonly Clock[]) => Object.fromEntries(clocks.map(clock => [clock.clock, clock]));

test('the first reply stops the response clock and starts the clock of updates', () => {
  const clocks = clocksOf(sla, false, monday, promises);
  expect(byName(clocks).update).toMatchObject({ runningSince: null, stoppedAt: null });
  const replied = byName(afterReply(clocks, at(30), promises));
  expect(replied.first_response).toMatchObject({ stoppedAt: at(30), dueAt: null });
  expect(replied.update).toMatchObject({ runningSince: at(30), dueAt: at(150) });
  const again = byName(afterReply(Object.values(replied), at(100), promises));
  expect(again.first_response).toMatchObject({ stoppedAt: at(30) });
  expect(again.update).toMatchObject({ dueAt: at(220) });
});

test('all clocks stand still for the household and for an incident, and stop once it is solved', () => {
  const clocks = clocksOf(sla, false, monday, promises);
  const held = inSituation(clocks, { status: 'in_progress', heldByIncident: true }, at(30), promises);
  expect(held.every(({ runningSince }) => runningSince === null)).toBe(true);
  const asked = inSituation(clocks, { status: 'waiting_for_resident', heldByIncident: false }, at(30), promises);
  expect(asked).toEqual(held);
  const done = inSituation(asked, { status: 'resolved', heldByIncident: false }, at(60), promises);
  expect(done.every(({ stoppedAt }) => stoppedAt === at(60))).toBe(true);
  const reopened = byName(inSituation(done, { status: 'open', heldByIncident: false }, at(120), promises));
  expect(reopened.first_response).toMatchObject({ stoppedAt: at(60) });
  expect(reopened.solution).toMatchObject({ stoppedAt: null, usedMs: 30 * 60_000, runningSince: at(120) });
  expect(reopened.update).toMatchObject({ usedMs: 0, runningSince: at(120) });
});

test('a stopped clock stays as it is under another promise', () => {
  const stopped = stop(run(newClock('solution', 60), monday, promises), at(30), promises);
  expect(stop(stopped, at(90), promises)).toBe(stopped);
  expect(byName(underSla([stopped], sla, true, promises)).solution).toMatchObject({
    targetMinutes: 120,
    stoppedAt: at(30),
    dueAt: null,
  });
});
