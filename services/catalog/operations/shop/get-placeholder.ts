import { catalogService } from '../../definition.ts';
import { drawPlaceholder } from '../../domain/placeholder.ts';

export const getPlaceholder = catalogService.operation('getPlaceholder', async (_ctx, { hue, motif }) => ({
  mime: 'image/svg+xml',
  content: Buffer.from(drawPlaceholder(hue, motif)),
  cacheSeconds: 86_400,
}));
