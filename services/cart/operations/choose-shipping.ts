// Choose how it is sent.

import { cartService } from '../definition.ts';
import { changeTheirs } from '../keeping/owners.ts';
import { shown } from '../showing/show.ts';

export const chooseShipping = cartService.operation('chooseShipping', async (ctx, input, call) => {
  const { methodId, slotId } = input;
  const cart = await changeTheirs(ctx, input, call, found =>
    found.methodId === methodId && found.slotId === slotId ? found : { ...found, methodId, slotId },
  );
  return shown(ctx, cart, input);
});
