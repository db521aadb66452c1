import { z } from 'zod';

/** What a product without a picture may be drawn as. */
export const Motif = z.enum([
  'pot',
  'lamp',
  'towels',
  'plant',
  'jar',
  'bottle',
  'bicycle',
  'wheel',
  'helmet',
  'novel',
  'picture-book',
  'handbooks',
  'gift-card',
  'trailer',
  'parcel',
]);
export type Motif = z.output<typeof Motif>;
