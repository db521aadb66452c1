import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  discarded,
  emptyTimeline,
  hasGap,
  type Message,
  marked,
  type Outgoing,
  pushed,
  resumed,
  type Timeline,
  withOlder,
  written,
} from './timeline.ts';

const said = (number: number, sequence: number, text = `text ${number}`): Message => ({
  id: `id-${number}`,
  channelId: 'channel',
  number,
  sequence,
  authorId: 'somebody',
  localId: `local-${number}`,
  text,
  fileIds: [],
  mentions: [],
  replyTo: null,
  sentAt: '2026-03-01T10:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  pinned: false,
  version: 1,
});

const outgoing = (localId: string): Outgoing => ({
  localId,
  text: 'Hello',
  mentions: [],
  fileIds: [],
  replyTo: null,
  writtenAt: '2026-03-01T10:00:00.000Z',
  refusal: null,
});

const changes = (messages: Message[], sequence: number, complete = true) => ({
  channelId: 'channel',
  messages,
  sequence,
  complete,
});
const texts = ({ messages }: Timeline): string[] => messages.map(({ text }) => text);

test('a push that is not the next one waits until a resume has brought what is missing', () => {
  let timeline = resumed(emptyTimeline, changes([said(1, 1)], 1), 10);
  timeline = pushed(timeline, said(3, 3));
  expect(texts(timeline)).toEqual(['text 1']);
  expect(hasGap(timeline)).toBe(true);
  timeline = resumed(timeline, changes([said(2, 2)], 2), 10);
  expect(texts(timeline)).toEqual(['text 1', 'text 2', 'text 3']);
  expect(hasGap(timeline)).toBe(false);
});

test('what was pushed before the first answer is applied after it', () => {
  const timeline = resumed(pushed(emptyTimeline, said(2, 2)), changes([said(1, 1)], 1), 10);
  expect(texts(timeline)).toEqual(['text 1', 'text 2']);
});

test('an older form of a message never replaces a newer one, from wherever it comes', () => {
  let timeline = resumed(emptyTimeline, changes([said(5, 5)], 5), 1);
  timeline = pushed(timeline, said(2, 6, 'edited'));
  // It is further back than what is shown, so it makes no hole.
  expect(texts(timeline)).toEqual(['text 5']);
  timeline = withOlder(timeline, [said(4, 4), said(3, 3), said(2, 2)], false);
  expect(texts(timeline)).toEqual(['edited', 'text 3', 'text 4', 'text 5']);
});

test('what was written here is there until the server has it, once', () => {
  let timeline = resumed(emptyTimeline, changes([], 0), 10);
  timeline = written(written(timeline, outgoing('local-1')), outgoing('local-2'));
  timeline = pushed(timeline, said(1, 1));
  timeline = pushed(timeline, said(1, 1));
  expect(texts(timeline)).toEqual(['text 1']);
  expect(timeline.outgoing.map(({ localId }) => localId)).toEqual(['local-2']);
  timeline = marked(timeline, 'local-2', 'too long');
  expect(timeline.outgoing[0]?.refusal).toBe('too long');
  expect(discarded(timeline, 'local-2').outgoing).toEqual([]);
});

type Step = 'say' | 'edit' | 'lose' | 'late' | 'twice' | 'resume' | 'older' | 'stale page';
const steps = fc.array(
  fc.record({
    step: fc.constantFrom<Step>('say', 'say', 'edit', 'edit', 'lose', 'late', 'twice', 'resume', 'older', 'stale page'),
    at: fc.nat(1_000),
  }),
  { maxLength: 60 },
);

/** A channel and a browser between which pushes are lost, late, and doubled. */
function play(before: number, run: readonly { step: Step; at: number }[]) {
  const channel = new Map<number, Message>();
  let sequence = 0;
  const say = (): Message => {
    const message = said(channel.size + 1, ++sequence);
    channel.set(message.number, message);
    return message;
  };
  for (let index = 0; index < before; index++) say();
  const newestFirst = (): Message[] => [...channel.values()].sort((one, other) => other.number - one.number);
  const asked = 5;
  let timeline = resumed(emptyTimeline, changes(newestFirst().slice(0, asked), sequence), asked);
  const late: Message[] = [];
  const resume = (): void => {
    for (let complete = false; !complete; ) {
      const since = [...channel.values()]
        .filter(message => message.sequence > timeline.sequence!)
        .sort((one, other) => one.sequence - other.sequence);
      complete = since.length <= asked;
      const messages = since.slice(0, asked);
      timeline = resumed(timeline, changes(messages, complete ? sequence : messages.at(-1)!.sequence, complete), asked);
    }
  };
  const older = (page: Message[]): void => {
    const first = timeline.messages[0]?.number ?? Number.POSITIVE_INFINITY;
    const next = page.filter(({ number }) => number < first).slice(0, asked);
    timeline = withOlder(timeline, next, (next.at(-1)?.number ?? 1) === 1);
  };
  let stale = newestFirst();
  for (const { step, at } of run) {
    const change = (): Message => {
      const old = channel.get((at % Math.max(channel.size, 1)) + 1);
      if (step === 'say' || !old || at % 2 === 0) return say();
      const edited = { ...old, sequence: ++sequence, text: `${old.text}!` };
      channel.set(old.number, edited);
      return edited;
    };
    if (step === 'resume') resume();
    else if (step === 'older') older(newestFirst());
    else if (step === 'stale page') {
      // A page that was read before what was pushed meanwhile.
      const page = newestFirst();
      if (timeline.messages.length > 0) older(stale.length > 0 ? stale : page);
      stale = page;
    } else {
      const message = change();
      if (step === 'late') late.push(message);
      else if (step !== 'lose') timeline = pushed(timeline, message);
      if (step === 'twice') timeline = pushed(timeline, message);
    }
    if (at % 7 === 0 && late.length > 0) timeline = pushed(timeline, late.shift()!);
    // At no moment is one there twice, or in the wrong place.
    const numbers = timeline.messages.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  }
  for (const message of late) timeline = pushed(timeline, message);
  resume();
  return { timeline, channel };
}

test('after a resume the list is the channel, whatever was lost, late or doubled before', () => {
  fc.assert(
    fc.property(fc.nat(20), steps, (before, run) => {
      const { timeline, channel } = play(before, run);
      const first = timeline.messages[0]?.number ?? 1;
      const expected = [...channel.values()].filter(({ number }) => number >= first);
      expect(timeline.messages).toEqual(expected.sort((one, other) => one.number - other.number));
      expect(hasGap(timeline)).toBe(false);
      if (timeline.whole && channel.size > 0) expect(first).toBe(1);
    }),
    { numRuns: 500 },
  );
});
