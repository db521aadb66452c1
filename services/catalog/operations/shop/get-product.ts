import type { Call } from '#kernel/call';
import { Id } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { catalogService } from '../../definition.ts';
import { readProduct, toProduct } from '../../queries/detail.ts';
import { linksOf } from '../../queries/pictures.ts';

export const getProduct = catalogService.operation('getProduct', async (ctx, { product, currency }, call) => {
  const key = Id.safeParse(product).success ? { id: product } : { slug: product };
  const look = { now: ctx.now(), buildingIds: homesOf(call), currency, own: false };
  const found = (await readProduct(ctx.db, key, look)) ?? fail('not_found', 'no such product');
  return toProduct(found, currency, look.now, await linksOf(ctx, found.images));
});

/** The buildings somebody is a resident of, as their token says. */
const homesOf = ({ user }: Call): string[] =>
  (user?.grants ?? []).flatMap(({ role, scope }) =>
    role === 'resident' && scope.startsWith('building:') ? scope.slice('building:'.length) : [],
  );
