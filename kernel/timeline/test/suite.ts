// What every engine of timelines must hold.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Timeline, TimelineEntry } from '../port.ts';

interface Note {
  text: string;
}

/** Runs the suite over an engine; `open` gives an empty one that can hold entries of March 2026. */
export function timelineSuite(
  name: string,
  open: () => Promise<{ timeline: Timeline<Note>; close: () => Promise<void> }>,
): void {
  describe(name, () => {
    let timeline: Timeline<Note>;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ timeline, close } = await open());
    });
    afterAll(() => close());

    const entry = (stream: string, minute: number, more: Partial<TimelineEntry<Note>> = {}): TimelineEntry<Note> => ({
      stream,
      at: `2026-03-01T00:${String(minute).padStart(2, '0')}:00.000Z`,
      position: minute,
      id: randomUUID(),
      change: minute,
      markedAt: null,
      body: { text: `note ${minute}` },
      ...more,
    });
    const fill = async (stream: string, count: number) => {
      const entries = Array.from({ length: count }, (_, index) => entry(stream, index + 1));
      await timeline.add(entries);
      return entries;
    };

    test('a stream is read newest first, page by page, without gap or repetition, and none of another', async () => {
      const stream = randomUUID();
      const entries = await fill(stream, 7);
      await fill(randomUUID(), 2);
      const first = await timeline.list(stream, { limit: 4 });
      await timeline.add([entry(stream, 30)]);
      const second = await timeline.list(stream, { before: first.at(-1)!, limit: 4 });
      expect([...first, ...second]).toEqual(entries.toReversed());
      expect(await timeline.list(stream, { since: entries[5]!.at, before: entry(stream, 20), limit: 9 })).toEqual([
        entries[6],
        entries[5],
      ]);
      expect(await timeline.list(randomUUID(), { limit: 4 })).toEqual([]);
    });

    test('entries of one instant keep the order of their positions', async () => {
      const stream = randomUUID();
      const at = '2026-03-02T00:00:00.000Z';
      const entries = [3, 1, 2].map(position => entry(stream, 0, { at, position }));
      await timeline.add(entries);
      const listed = await timeline.list(stream, { limit: 9 });
      expect(listed.map(({ position }) => position)).toEqual([3, 2, 1]);
      const rest = await timeline.list(stream, { before: listed[0]!, limit: 9 });
      expect(rest.map(({ position }) => position)).toEqual([2, 1]);
    });

    test('adding what is there changes nothing', async () => {
      const stream = randomUUID();
      const [known] = await fill(stream, 1);
      await timeline.add([{ ...known!, body: { text: 'another' } }]);
      expect(await timeline.get(stream, known!.id)).toEqual(known);
      expect(await timeline.get(randomUUID(), known!.id)).toBeNull();
      await timeline.add([]);
    });

    test('changes are followed in the order of their numbers', async () => {
      const stream = randomUUID();
      const [first, second, third] = await fill(stream, 3);
      const text = 'said better: “\u{1f642}”';
      expect(await timeline.replace(stream, first!.id, 4, { text })).toBe(true);
      expect(await timeline.replace(stream, randomUUID(), 5, { text })).toBe(false);
      expect(await timeline.replace(randomUUID(), first!.id, 5, { text })).toBe(false);
      const changed = { ...first, change: 4, body: { text } };
      expect(await timeline.changedSince(stream, 1, { limit: 9 })).toEqual([second, third, changed]);
      expect(await timeline.changedSince(stream, 1, { limit: 2 })).toEqual([second, third]);
      expect(await timeline.changedSince(stream, 1, { since: second!.at, limit: 9 })).toEqual([second, third]);
      expect(await timeline.changedSince(stream, 4, { limit: 9 })).toEqual([]);
    });

    test('marks are counted, and the first stays', async () => {
      const stream = randomUUID();
      const [first, second] = await fill(stream, 2);
      const [foreign] = await fill(randomUUID(), 1);
      const at = '2026-03-03T00:00:00.000Z';
      expect(await timeline.mark(stream, first!.id, at)).toBe(true);
      expect(await timeline.mark(stream, first!.id, '2026-03-04T00:00:00.000Z')).toBe(true);
      expect(await timeline.mark(stream, foreign!.id, at)).toBe(false);
      expect((await timeline.get(stream, first!.id))?.markedAt).toBe(at);
      expect(await timeline.countUnmarked(stream)).toBe(1);
      expect(await timeline.list(stream, { unmarked: true, limit: 9 })).toEqual([second]);
      expect(await timeline.markedAmong([first!, second!, foreign!])).toEqual(new Set([first!.id]));
      await timeline.markAll(stream, at);
      expect(await timeline.countUnmarked(stream)).toBe(0);
      expect(await timeline.countUnmarked(foreign!.stream)).toBe(1);
    });

    test('what is removed is gone, and only that', async () => {
      const stream = randomUUID();
      const [first, second] = await fill(stream, 2);
      const [foreign] = await fill(randomUUID(), 1);
      expect(await timeline.remove(stream, foreign!.id)).toBe(false);
      expect(await timeline.remove(stream, first!.id)).toBe(true);
      expect(await timeline.remove(stream, first!.id)).toBe(false);
      expect(await timeline.list(stream, { limit: 9 })).toEqual([second]);
      await timeline.clear(stream);
      expect(await timeline.list(stream, { limit: 9 })).toEqual([]);
      expect(await timeline.get(foreign!.stream, foreign!.id)).toEqual(foreign);
    });
  });
}
