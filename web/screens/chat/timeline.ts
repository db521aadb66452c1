// A channel as this browser knows it: what the server pushed, what pages of history and resumes brought, and what is on its
// way to the server, merged into one list. Pure: whatever comes twice, late or in another order, the list is the same.

import type { OutputOf } from '#kernel/contract';
import type { chat } from '#services/chat/contract';

export type Message = OutputOf<typeof chat.endpoints.sendMessage>;
type Changes = OutputOf<typeof chat.endpoints.resumeChannel>;

/** What was written here and is not confirmed. */
export interface Outgoing {
  localId: string;
  text: string;
  mentions: readonly string[];
  fileIds: readonly string[];
  replyTo: string | null;
  writtenAt: string;
  /** Why the server will not have it; null while it is on its way. */
  refusal: unknown;
}

export interface Timeline {
  /** Without a gap from the first to the newest, by their number. */
  messages: readonly Message[];
  /** All changes up to this one are in; null before the first answer. */
  sequence: number | null;
  /** True where the first message shown is the channel's first that is kept. */
  whole: boolean;
  /** Changes that came before those in front of them; applied when the gap is closed. */
  ahead: readonly Message[];
  /** Newer forms of messages that are further back than what is shown. */
  further: ReadonlyMap<string, Message>;
  outgoing: readonly Outgoing[];
}

export const emptyTimeline: Timeline = {
  messages: [],
  sequence: null,
  whole: false,
  ahead: [],
  further: new Map(),
  outgoing: [],
};

const newer = (one: Message | undefined, other: Message): Message =>
  one && one.sequence >= other.sequence ? one : other;

/** Puts messages in their place; of the same one the newest form stays. */
function put(timeline: Timeline, given: readonly Message[], from: number): Timeline {
  if (given.length === 0) return timeline;
  const byId = new Map(timeline.messages.map(message => [message.id, message]));
  const further = new Map(timeline.further);
  for (const message of given)
    if (message.number < from) further.set(message.id, newer(further.get(message.id), message));
    else {
      byId.set(message.id, newer(byId.get(message.id), newer(further.get(message.id), message)));
      further.delete(message.id);
    }
  const messages = [...byId.values()].sort((one, other) => one.number - other.number);
  const there = new Set(given.map(({ localId }) => localId));
  return {
    ...timeline,
    messages,
    further,
    outgoing: timeline.outgoing.filter(({ localId }) => !there.has(localId)),
  };
}

/** What is older than this is not shown yet. */
const floorOf = ({ messages, whole }: Timeline): number => (whole ? 0 : (messages[0]?.number ?? 0));

/** Applies what waits, as far as nothing is missing in front of it. */
function settle(timeline: Timeline): Timeline {
  if (timeline.sequence === null) return timeline;
  let sequence: number = timeline.sequence;
  const waiting = [...timeline.ahead].sort((one, other) => one.sequence - other.sequence);
  const due: Message[] = [];
  while (waiting[0] && waiting[0].sequence <= sequence + 1) {
    const next = waiting.shift()!;
    if (next.sequence === sequence + 1) sequence += 1;
    due.push(next);
  }
  if (due.length === 0) return timeline;
  return put({ ...timeline, sequence, ahead: waiting }, due, floorOf(timeline));
}

/** Takes what the server pushed. If something in front of it is missing it waits: see `hasGap`. */
export const pushed = (timeline: Timeline, message: Message): Timeline =>
  settle({ ...timeline, ahead: [...timeline.ahead, message] });

/** True where a resume has to bring what is missing. */
export const hasGap = ({ sequence, ahead }: Timeline): boolean => sequence !== null && ahead.length > 0;

/** Takes the answer to a resume: the first is the newest messages, a later one what changed since. */
export function resumed(timeline: Timeline, { messages, sequence }: Changes, asked: number): Timeline {
  if (timeline.sequence === null) {
    const first = Math.min(...messages.map(({ number }) => number));
    return settle(
      put({ ...timeline, sequence, whole: messages.length < asked }, messages, messages.length ? first : 0),
    );
  }
  return settle(put({ ...timeline, sequence: Math.max(timeline.sequence, sequence) }, messages, floorOf(timeline)));
}

/** Takes a page of history, newest first, that ends before nothing shown. */
export function withOlder(timeline: Timeline, page: readonly Message[], last: boolean): Timeline {
  const merged = put(timeline, page, 0);
  return last ? { ...merged, whole: true, further: new Map() } : merged;
}

/** Shows at once what was written here. */
export const written = (timeline: Timeline, message: Outgoing): Timeline => ({
  ...timeline,
  outgoing: [...timeline.outgoing, message],
});

/** The server refused it, or it is on its way again. */
export const marked = (timeline: Timeline, localId: string, refusal: unknown): Timeline => ({
  ...timeline,
  outgoing: timeline.outgoing.map(each => (each.localId === localId ? { ...each, refusal } : each)),
});

/** It is not to be sent. */
export const discarded = (timeline: Timeline, localId: string): Timeline => ({
  ...timeline,
  outgoing: timeline.outgoing.filter(each => each.localId !== localId),
});
