// The store of what people see in the app, newest first: few writes and many reads per person, all by that person.

import type { Instant } from '#kernel/time';
import type { TypeName } from '../domain/types.ts';

export interface TimelineItem {
  id: string;
  userId: string;
  type: TypeName;
  title: string;
  body: string;
  link: string | null;
  createdAt: Instant;
  readAt: Instant | null;
}

export interface Timeline {
  /** Adds items; one that is there already stays as it is. */
  add(items: readonly TimelineItem[]): Promise<void>;
  /** A person's items, newest first, from after the given one on. */
  list(
    userId: string,
    options: { after: { createdAt: Instant; id: string } | null; unread: boolean; limit: number },
  ): Promise<TimelineItem[]>;
  countUnread(userId: string): Promise<number>;
  /** Marks one as read; false if the person has no such item. */
  markRead(userId: string, id: string, at: Instant): Promise<boolean>;
  markAllRead(userId: string, at: Instant): Promise<void>;
  /** False if the person has no such item. */
  remove(userId: string, id: string): Promise<boolean>;
  removeAll(userId: string): Promise<void>;
  /** Which of these a person has read. */
  readAmong(ids: readonly string[]): Promise<Set<string>>;
}
