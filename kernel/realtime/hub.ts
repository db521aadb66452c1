// What services tell those who are connected, and the processes that hold their sockets. Nothing here is kept: who was
// away when something was said asks for what they missed.

/** Who hears a push: those who follow a thing, or one person. */
export type Room = { topic: string; id: string } | { userId: string };

export type Signal =
  /** To everybody in the room. */
  | { do: 'push'; topic: string; id: string; type: string; data: unknown }
  /** A person may no longer follow this. */
  | { do: 'evict'; topic: string; id: string; userId: string }
  /** A session may have ended, or a person's access have changed. */
  | { do: 'check'; userId: string }
  | { do: 'check'; sessionId: string }
  /** Pushes may have been lost: clients ask for what they missed. */
  | { do: 'resync' };

export interface Hub {
  /** Tells every process that holds sockets; never throws, and promises nothing. */
  send(signal: Signal): void;
  /** Hears what was sent, here or elsewhere; gives what ends it. */
  listen(hear: (signal: Signal) => void): () => void;
}

/** The topic every person is in alone. */
export const ownTopic = 'user';

/** A topic as clients name it: the service's name before its own. */
export const topicName = (service: string, topic: string): string => `${service}.${topic}`;

/** What a service's room is called among the rooms of all. */
export const addressed = (service: string, room: Room): { topic: string; id: string } =>
  'userId' in room ? { topic: ownTopic, id: room.userId } : { topic: topicName(service, room.topic), id: room.id };

/** The hub of one process. `relay` takes a signal to the others, where there are others. */
export function localHub(relay: (signal: Signal) => void = () => {}): Hub & { hear(signal: Signal): void } {
  const listeners = new Set<(signal: Signal) => void>();
  const hear = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  return {
    hear,
    send(signal) {
      hear(signal);
      relay(signal);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
