import { screen } from '#web/app/layouts.tsx';

export const sellRoutes = [
  screen('/sell', () => import('./parcels.tsx')),
  screen('/sell/products', () => import('./products.tsx')),
  screen('/sell/products/new', () => import('./new-product.tsx')),
  screen('/sell/import', () => import('./import.tsx')),
  screen('/sell/money', () => import('./money.tsx')),
  // Where notifications on a product lead.
  screen('/vendors/$vendorId/products/$productId', () => import('./product.tsx')),
] as const;
