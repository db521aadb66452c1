// The waiting, as rows.

import { col, type RowOf, row } from '#kernel/sql/columns';

const shape = {
  id: col.uuid,
  resource_id: col.uuid,
  wall_start: col.text,
  wall_end: col.text,
  state: col.any<'waiting' | 'offered' | 'taken' | 'passed' | 'left' | 'over'>(),
  reservation_id: col.uuid.orNull,
  created_at: col.instant,
};
export const entryRow = row(shape, 'w');

export const toEntry = (found: RowOf<typeof shape>) => ({
  id: found.id,
  resourceId: found.resource_id,
  start: found.wall_start,
  end: found.wall_end,
  state: found.state,
  bookingId: found.reservation_id,
  createdAt: found.created_at,
});
