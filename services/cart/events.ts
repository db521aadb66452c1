// The facts cart owns.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

export const cartAbandoned = event(
  'cart.abandoned',
  1,
  'cartId',
  z.strictObject({ cartId: Id, userId: Id.nullable(), items: z.int(), value: Money }),
  'Somebody filled a cart and has not come back to it',
);
