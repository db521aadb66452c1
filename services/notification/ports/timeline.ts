// What people see in the app, newest first: a stream of the timeline for each person.

import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { TimelineEntry } from '#kernel/timeline/port';
import { postgresTimeline } from '#kernel/timeline/postgres';
import type { TypeName } from '../domain/types.ts';

interface News {
  type: TypeName;
  title: string;
  body: string;
  link: string | null;
}

export interface TimelineItem extends News {
  id: string;
  userId: string;
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
  /** Which of these people have read; those that went to nobody's account are read by nobody. */
  readAmong(items: readonly { userId: string | null; notificationId: string }[]): Promise<Set<string>>;
}

const toItem = ({ stream, at, id, markedAt, body }: TimelineEntry<News>): TimelineItem => ({
  id,
  userId: stream,
  ...body,
  createdAt: at,
  readAt: markedAt,
});

const toEntry = ({ id, userId, createdAt, readAt, ...body }: TimelineItem): TimelineEntry<News> => ({
  stream: userId,
  at: createdAt,
  position: 0,
  id,
  change: 0,
  markedAt: readAt,
  body,
});

/** The news over a database, or over a transaction whose change it belongs to. */
export function newsIn(db: Queries): Timeline {
  const timeline = postgresTimeline<News>(db, 'notifications');
  return {
    add: items => timeline.add(items.map(toEntry)),
    async list(userId, { after, unread, limit }) {
      const before = after && { at: after.createdAt, position: 0, id: after.id };
      return (await timeline.list(userId, { before, unmarked: unread, limit })).map(toItem);
    },
    countUnread: userId => timeline.countUnmarked(userId),
    markRead: (userId, id, at) => timeline.mark(userId, id, at),
    markAllRead: (userId, at) => timeline.markAll(userId, at),
    remove: (userId, id) => timeline.remove(userId, id),
    removeAll: userId => timeline.clear(userId),
    readAmong: items =>
      timeline.markedAmong(
        items.flatMap(({ userId, notificationId }) => (userId ? [{ stream: userId, id: notificationId }] : [])),
      ),
  };
}
