import { place } from '../../checkout/place.ts';
import { orderService } from '../../definition.ts';

export const placeOrder = orderService.operation('placeOrder', (ctx, input) => place(ctx, input));
