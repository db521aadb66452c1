// What people call the cards that payment keeps for them.

import { col, type RowOf, row } from '#kernel/sql/columns';

const shape = { method_id: col.uuid, label: col.text.orNull, preferred: col.bool };
export const cardRow = row(shape);

export const showCard = (found: RowOf<typeof shape>) => ({
  methodId: found.method_id,
  label: found.label,
  preferred: found.preferred,
});
