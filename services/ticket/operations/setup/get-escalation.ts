import { ticketService } from '../../definition.ts';
import { escalationOf } from '../../queries/escalation.ts';

export const getEscalation = ticketService.operation('getEscalation', (ctx, { buildingId }) =>
  escalationOf(ctx.db, buildingId),
);
