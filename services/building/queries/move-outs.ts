// Move-outs with what each service reported.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';

const shape = {
  id: col.uuid,
  membership_id: col.uuid,
  unit_id: col.uuid,
  building_id: col.uuid,
  user_id: col.uuid.orNull,
  reason: col.text,
  moved_out_by: col.uuid.orNull,
  left_building: col.bool,
  vacated_at: col.instant,
};
export const moveOutRow = row(shape);
type MoveOutRow = RowOf<typeof shape>;

const reportRow = row({
  move_out_id: col.uuid,
  service: col.text,
  handled_at: col.instant.orNull,
  ended: col.json<Record<string, number>>().orNull,
});

/** Finds a move-out, or raises `not_found`. */
export const findMoveOut = async (db: Queries, id: string): Promise<MoveOutRow> =>
  (await db.maybe(moveOutRow)`select ${moveOutRow} from move_outs where id = ${id}`) ??
  fail('not_found', 'no such move-out');

/** The wire form of one. */
export const showMoveOut = async (db: Queries, found: MoveOutRow) => (await showMoveOuts(db, [found]))[0]!;

/** The wire forms of move-outs, in their order. */
export async function showMoveOuts(db: Queries, found: readonly MoveOutRow[]) {
  const reports = await db.many(reportRow)`
    select ${reportRow} from move_out_reports
    where move_out_id = any(${found.map(({ id }) => id)}::uuid[]) order by service`;
  const byMoveOut = Map.groupBy(reports, ({ move_out_id }) => move_out_id);
  return found.map(each => {
    const own = byMoveOut.get(each.id) ?? [];
    const reported = own.filter(({ handled_at }) => handled_at !== null).length;
    return {
      id: each.id,
      membershipId: each.membership_id,
      unitId: each.unit_id,
      buildingId: each.building_id,
      userId: each.user_id,
      reason: each.reason as 'moved_out' | 'removed' | 'stay_over' | 'account_deleted',
      by: each.moved_out_by,
      leftBuilding: each.left_building,
      vacatedAt: each.vacated_at,
      complete: reported === own.length,
      expected: own.length,
      reported,
      reports: own.map(({ service, handled_at, ended }) => ({ service, handledAt: handled_at, ended })),
    };
  });
}
