import { shippingService } from '../../definition.ts';
import { quotesOf } from '../../domain/quote.ts';
import { zoneOf } from '../../domain/zone.ts';
import { offersOf } from '../../offers.ts';

export const quoteShipping = shippingService.operation(
  'quoteShipping',
  async (ctx, { destination, currency, lines }) => {
    const { zones, methods } = await offersOf(ctx);
    const zoneId = zoneOf(zones, destination);
    return { items: zoneId === null ? [] : quotesOf(methods.get(zoneId) ?? [], currency, lines) };
  },
);
