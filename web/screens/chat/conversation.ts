// One channel that is open: follows it, resumes it after a lost connection, and sends what is written here in its order.
// It stays while one looks at other channels, so that nothing that was written is lost.

import { useEffect, useSyncExternalStore } from 'react';
import type { OutputOf } from '#kernel/contract';
import { CodedError } from '#kernel/errors';
import { chat } from '#services/chat/contract';
import { mayPass } from '#web/api/attempt.ts';
import { ask } from '#web/api/client.ts';
import { follow, onPush, onResync, type Push, unfollow } from '#web/api/live.ts';
import { newId } from '#web/api/new-id.ts';
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

const { resumeChannel, listMessages, sendMessage } = chat.endpoints;
const topic = 'chat.channel';
const firstMessages = 50;
const againMs = 3_000;

export interface ConversationState {
  timeline: Timeline;
  /** Why the channel cannot be shown. */
  failure: unknown;
  loadingOlder: boolean;
  /** Who writes, until when. */
  typing: ReadonlyMap<string, number>;
  presence: ReadonlyMap<string, 'online' | 'away' | 'offline'>;
}

type Draft = Pick<Outgoing, 'text' | 'mentions' | 'fileIds' | 'replyTo'>;

export interface Conversation {
  readonly state: ConversationState;
  subscribe: (listener: () => void) => () => void;
  open: () => () => void;
  loadOlder: () => Promise<void>;
  say: (draft: Draft) => void;
  retry: (localId: string) => void;
  discard: (localId: string) => void;
  /** Shows what the server answered before its push comes. */
  take: (message: Message) => void;
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

interface Store {
  readonly state: ConversationState;
  become: (next: Partial<ConversationState>) => void;
  change: (edit: (timeline: Timeline) => Timeline) => void;
  subscribe: Conversation['subscribe'];
}

function makeStore(): Store {
  let state: ConversationState = {
    timeline: emptyTimeline,
    failure: null,
    loadingOlder: false,
    typing: new Map(),
    presence: new Map(),
  };
  const listeners = new Set<() => void>();
  const become = (next: Partial<ConversationState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  return {
    get state() {
      return state;
    },
    become,
    change: edit => become({ timeline: edit(state.timeline) }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function resumeNow(channelId: string, store: Store): Promise<void> {
  // What is there is shown even where no live connection comes about.
  if (store.state.timeline.sequence === null) {
    const first = await ask(resumeChannel, { channelId, limit: firstMessages });
    store.change(timeline => resumed(timeline, first, firstMessages));
  }
  for (let complete = false; !complete; ) {
    const input = { channelId, lastSequence: store.state.timeline.sequence! };
    const changes = (await follow(topic, input)) as OutputOf<typeof resumeChannel>;
    store.change(timeline => resumed(timeline, changes, firstMessages));
    complete = changes.complete;
  }
  store.become({ failure: null });
}

/** Brings what is missing, one at a time; whoever asks meanwhile has it done once more. */
function resumer(channelId: string, store: Store, isOpen: () => boolean): () => void {
  let resuming: Promise<void> | null = null;
  let again = false;
  return function resume(): void {
    if (resuming) {
      again = true;
      return;
    }
    again = false;
    resuming = resumeNow(channelId, store)
      .catch(async error => {
        if (!mayPass(error)) return store.become({ failure: error });
        if (store.state.timeline.sequence === null) store.become({ failure: error });
        await pause(againMs);
        again = true;
      })
      .finally(() => {
        resuming = null;
        if (again && isOpen()) resume();
      });
  };
}

/** Takes what the server pushes to whoever follows the channel. */
function listener(channelId: string, store: Store, resume: () => void): (push: Push) => void {
  function stopTyping(userId: string | null): void {
    const { typing } = store.state;
    if (userId && typing.has(userId))
      store.become({ typing: new Map([...typing].filter(([each]) => each !== userId)) });
  }
  return ({ topic: of, id, type, data }) => {
    if (of !== topic || id !== channelId) return;
    if (type === 'message') {
      const message = data as Message;
      store.change(timeline => pushed(timeline, message));
      stopTyping(message.authorId);
      if (hasGap(store.state.timeline)) resume();
    } else if (type === 'typing') {
      const { userId, forMs } = data as { userId: string; forMs: number };
      store.become({ typing: new Map([...store.state.typing, [userId, Date.now() + forMs]]) });
      setTimeout(() => (store.state.typing.get(userId) ?? 0) <= Date.now() && stopTyping(userId), forMs + 50);
    } else if (type === 'presence') {
      const { userId, state: now } = data as { userId: string; state: 'online' | 'away' | 'offline' };
      store.become({ presence: new Map([...store.state.presence, [userId, now]]) });
    } else if (type === 'left')
      store.become({ failure: new CodedError('not_found', 'You are no longer in this channel.') });
  };
}

/** Sends what was written, one after the other and in that order. A repetition under the same `localId` is the same
 * message. */
function sender(channelId: string, store: Store, take: (message: Message) => void): () => Promise<void> {
  let sending = false;
  return async () => {
    if (sending) return;
    sending = true;
    for (;;) {
      const next = store.state.timeline.outgoing.find(({ refusal }) => refusal === null);
      if (!next) break;
      const { localId, text, mentions, fileIds, replyTo } = next;
      const said = { channelId, localId, text, mentions: [...mentions], fileIds: [...fileIds] };
      try {
        take(await ask(sendMessage, { ...said, ...(replyTo && { replyTo }) }));
      } catch (error) {
        if (mayPass(error)) await pause(againMs);
        else store.change(timeline => marked(timeline, localId, error));
      }
    }
    sending = false;
  };
}

/** Loads what was said before, until there is something new to show. */
function olderLoader(channelId: string, store: Store): () => Promise<void> {
  let cursor: string | null | undefined;
  return async () => {
    const { loadingOlder, timeline } = store.state;
    if (loadingOlder || timeline.whole || timeline.sequence === null) return;
    store.become({ loadingOlder: true });
    const first = timeline.messages[0]?.number;
    try {
      do {
        const page = await ask(listMessages, { channelId, limit: 100, ...(cursor && { cursor }) });
        cursor = page.nextCursor;
        store.change(shown => withOlder(shown, page.items, page.nextCursor === null));
      } while (cursor && store.state.timeline.messages[0]?.number === first);
    } finally {
      store.become({ loadingOlder: false });
    }
  };
}

function makeConversation(channelId: string): Conversation {
  const store = makeStore();
  let openings = 0;
  const resume = resumer(channelId, store, () => openings > 0);
  const hear = listener(channelId, store, resume);
  const take = (message: Message): void => {
    store.change(timeline => discarded(pushed(timeline, message), message.localId));
    if (hasGap(store.state.timeline)) resume();
  };
  const sendAll = sender(channelId, store, take);
  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    open() {
      openings += 1;
      const ends = [onPush(hear), onResync(resume)];
      resume();
      return () => {
        openings -= 1;
        for (const end of ends) end();
        if (openings === 0) unfollow(topic, channelId);
      };
    },
    loadOlder: olderLoader(channelId, store),
    say(draft) {
      const message = { ...draft, localId: newId(), writtenAt: new Date().toISOString(), refusal: null };
      store.change(timeline => written(timeline, message));
      void sendAll();
    },
    retry(localId) {
      store.change(timeline => marked(timeline, localId, null));
      void sendAll();
    },
    discard: localId => store.change(timeline => discarded(timeline, localId)),
    take,
  };
}

const kept = new Map<string, Conversation>();
const mostKept = 30;

function conversationOf(userId: string, channelId: string): Conversation {
  const key = `${userId} ${channelId}`;
  const conversation = kept.get(key) ?? makeConversation(channelId);
  kept.delete(key);
  kept.set(key, conversation);
  for (const [old, { state }] of kept)
    if (kept.size > mostKept && state.timeline.outgoing.length === 0) kept.delete(old);
  return conversation;
}

/** A channel of mine, followed while it is shown. */
export function useConversation(userId: string, channelId: string): Conversation & { state: ConversationState } {
  const conversation = conversationOf(userId, channelId);
  const state = useSyncExternalStore(conversation.subscribe, () => conversation.state);
  useEffect(() => conversation.open(), [conversation]);
  return { ...conversation, state };
}
