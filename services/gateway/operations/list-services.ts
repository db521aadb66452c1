import { compose } from '../compose.ts';
import { gatewayService } from '../definition.ts';

export const listServices = gatewayService.operation('listServices', async (ctx, _input, call) => {
  const asked = [...ctx.backstage].map(([name, service]) => [name, () => service.backstageState({}, call)] as const);
  const { parts } = await compose(Object.fromEntries(asked), ctx.log);
  const items = Object.entries(parts).map(([service, found]) =>
    found
      ? { service, state: found.lag ? ('up' as const) : ('database_away' as const), ...found }
      : { service, state: 'away' as const, lag: null, jobs: [] },
  );
  return { items };
});
