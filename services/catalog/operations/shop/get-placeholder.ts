import { catalogService } from '../../definition.ts';
import { drawPlaceholder } from '../../ports/placeholder.ts';

export const getPlaceholder = catalogService.operation('getPlaceholder', async (_ctx, { hue }) => ({
  mime: 'image/png',
  content: drawPlaceholder(hue),
  cacheSeconds: 86_400,
}));
