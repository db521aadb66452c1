// A cart with what it would cost now.

import { cartService } from '../definition.ts';
import { readTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const getCart = cartService.operation('getCart', async (ctx, input, call) =>
  shown(ctx, await readTheirs(ctx, input, call), input),
);
