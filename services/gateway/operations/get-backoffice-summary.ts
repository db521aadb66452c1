import { compose } from '../compose.ts';
import { gatewayService } from '../definition.ts';

export const getBackofficeSummary = gatewayService.operation(
  'getBackofficeSummary',
  async (ctx, { buildingId }, call) => {
    const { building, ticket } = ctx.clients;
    const { parts, gaps } = await compose(
      {
        tickets: () => ticket.countTickets({ buildingId }, call),
        verifications: () => building.listVerifications({ buildingId, state: 'pending', limit: 100 }, call),
        // The manager's right to the building was checked; who lives there is told to services only.
        people: () => building.listOccupants({ buildingId }),
      },
      ctx.log,
    );
    const { tickets, verifications, people } = parts;
    return {
      tickets,
      verifications: verifications && {
        waiting: verifications.items.length,
        more: verifications.nextCursor !== null,
        oldestAt: verifications.items[0]?.createdAt ?? null,
      },
      people: people && new Set(people.items.map(({ userId }) => userId)).size,
      gaps,
    };
  },
);
