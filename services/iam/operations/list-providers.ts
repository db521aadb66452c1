import { iamService } from '../definition.ts';
import { portsOf } from '../ports/ports.ts';

export const listProviders = iamService.operation('listProviders', async ctx => ({
  items: portsOf(ctx).providers.map(({ name, kind }) => ({ name, kind })),
}));
