import { compose } from '../compose.ts';
import { gatewayService } from '../definition.ts';

export const getBackofficeSummary = gatewayService.operation(
  'getBackofficeSummary',
  async (ctx, { buildingId }, call) => {
    const { building, ticket } = ctx.clients;
    const { parts, gaps } = await compose(
      {
        tickets: () => ticket.countTickets({ buildingId }, call),
        building: () => building.countBuilding({ buildingId }, call),
      },
      ctx.log,
    );
    return { ...parts, gaps };
  },
);
