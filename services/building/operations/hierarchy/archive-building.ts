import { buildingService } from '../../definition.ts';
import { lockBuilding } from '../../queries/hierarchy.ts';
import { archivePart } from '../../queries/structure.ts';

export const archiveBuilding = buildingService.operation('archiveBuilding', async (ctx, { buildingId }) =>
  ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    await archivePart(tx, { buildingId }, ctx.now());
    await tx.run`update buildings set archived_at = ${ctx.now()}, version = version + 1 where id = ${buildingId}`;
  }),
);
