import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { notificationService } from '../definition.ts';
import { emergencyColumns, emergencyShape, toEmergency } from '../emergency/rows.ts';

export const listEmergencies = notificationService.operation(
  'listEmergencies',
  async (ctx, { buildingId, limit, cursor }) => {
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(emergencyShape)`
      select ${emergencyColumns()} from emergencies e
      where e.building_id = ${buildingId}
        ${after ? sql`and (e.created_at, e.id) < (${after[0]}, ${after[1]})` : nothing}
      order by e.created_at desc, e.id desc limit ${limit + 1}`;
    return toPage(rows, limit, found => [found.created_at, found.id], toEmergency);
  },
);
