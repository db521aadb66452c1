// A few carts of the demo residents.

import { seedId } from '#kernel/seed';
import { minus } from '#kernel/time';
import type { CartCtx } from './definition.ts';
import { type CartDocument, newDocument } from './domain/document.ts';
import { writeChanged } from './keeping/record.ts';

/** Which resident has put how many of which of catalog's demo products into a cart, and how many hours ago. */
const filled = [
  {
    resident: 1,
    hoursAgo: 1,
    items: [
      { slug: 'breakfast-bowl', cents: 1190, quantity: 2 },
      { slug: 'plum-jam', cents: 490, quantity: 1 },
    ],
  },
  { resident: 2, hoursAgo: 5, items: [{ slug: 'wool-blanket', cents: 7900, quantity: 1 }] },
  {
    resident: 3,
    hoursAgo: 30,
    items: [
      { slug: 'watering-can', cents: 2490, quantity: 1 },
      { slug: 'milk-jug', cents: 1690, quantity: 3 },
    ],
  },
] as const;

/** Fills an empty database; changes nothing where the carts are. */
export async function seed(ctx: CartCtx): Promise<void> {
  const carts = filled.map(({ resident, hoursAgo, items }): CartDocument => {
    const at = minus(ctx.now(), `${hoursAgo}h`);
    return {
      ...newDocument(seedId(`cart:${resident}`), seedId(`resident:${resident}`), ctx.config.currency, at),
      items: items.map(({ slug, cents, quantity }) => ({
        id: seedId(`cart-item:${resident}:${slug}`),
        variantId: seedId(`variant:${slug}:1`),
        productId: seedId(`product:${slug}`),
        quantity,
        savedForLater: false,
        seenPrice: String(cents),
        addedAt: at,
      })),
    };
  });
  await writeChanged(ctx.db, carts);
}
