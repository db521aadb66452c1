import { compose } from '../compose.ts';
import { gatewayService } from '../definition.ts';

export const getHome = gatewayService.operation('getHome', async (ctx, _input, call) => {
  const { building, ticket, notification } = ctx.clients;
  const { parts, gaps } = await compose(
    {
      homes: () => building.getHomes({ limit: 100 }, call),
      tickets: () => ticket.listMyTickets({ state: 'active', limit: 20 }, call),
      unread: () => notification.countUnread({}, call),
    },
    ctx.log,
  );
  return {
    homes: parts.homes?.items ?? null,
    tickets: parts.tickets?.items ?? null,
    unread: parts.unread?.unread ?? null,
    gaps,
  };
});
