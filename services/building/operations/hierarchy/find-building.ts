import { buildingService } from '../../definition.ts';
import { readTree } from '../../queries/structure.ts';

export const findBuilding = buildingService.operation('findBuilding', (ctx, { code }) => readTree(ctx.db, { code }));
