// Entries of many streams, each read along time: the messages of a channel, the news of a person. Few change after they
// were written, old ones go by the month, and nobody reads across streams.

import type { Instant } from '../time.ts';

/** Where an entry stands in its stream: by time, then by position, then by id. */
export interface TimelineKey {
  at: Instant;
  /** Tells apart what happened within one millisecond, where the order matters; else 0. */
  position: number;
  id: string;
}

export interface TimelineEntry<B> extends TimelineKey {
  stream: string;
  /** The number the stream's owner gave to the entry's last change; 0 where changes are not followed. */
  change: number;
  /** Since when it counts as dealt with, e.g. read. */
  markedAt: Instant | null;
  body: B;
}

export interface TimelinePage {
  /** Only what is older than this. */
  before?: TimelineKey | null;
  /** Nothing from before this instant. */
  since?: Instant;
  /** Only what is not marked. */
  unmarked?: boolean;
  limit: number;
}

/** One engine's store of streams. Whoever writes to a stream orders its own writes; ids are unique in a stream. */
export interface Timeline<B> {
  /** Adds entries; one that is there already stays as it is. */
  add(entries: readonly TimelineEntry<B>[]): Promise<void>;
  /** The entry, or null. */
  get(stream: string, id: string): Promise<TimelineEntry<B> | null>;
  /** Entries of a stream, newest first. */
  list(stream: string, page: TimelinePage): Promise<TimelineEntry<B>[]>;
  /** Entries whose last change has a higher number, in the order of their changes. */
  changedSince(stream: string, change: number, page: { since?: Instant; limit: number }): Promise<TimelineEntry<B>[]>;
  /** Gives an entry another body; false if there is no such entry. */
  replace(stream: string, id: string, change: number, body: B): Promise<boolean>;
  /** Marks an entry; one that is marked stays so since then. False if there is no such entry. */
  mark(stream: string, id: string, at: Instant): Promise<boolean>;
  markAll(stream: string, at: Instant): Promise<void>;
  countUnmarked(stream: string): Promise<number>;
  /** The ids of those of these entries that are marked. */
  markedAmong(entries: readonly { stream: string; id: string }[]): Promise<Set<string>>;
  /** False if there was no such entry. */
  remove(stream: string, id: string): Promise<boolean>;
  /** Removes all of a stream. */
  clear(stream: string): Promise<void>;
}
