// Messages found by other keys than the channel's own order.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Message } from '../contract/wire.ts';
import type { Said } from '../domain/messages.ts';
import { toMessage } from './messages.ts';

/** A message with the columns of the timeline, from a statement that names it `m`. */
export const messageRow = row(
  {
    stream: col.uuid,
    at: col.instant,
    position: col.int,
    id: col.uuid,
    change: col.int,
    body: col.json<Said>(),
  },
  'm',
);

export const shown = (found: RowOf<typeof messageRow>): Message => toMessage({ ...found, markedAt: null });
