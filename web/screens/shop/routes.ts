import { openScreen } from '#web/app/layouts.tsx';

const textOf = (raw: unknown): string | undefined => (typeof raw === 'string' && raw !== '' ? raw : undefined);

export const shopRoutes = [
  // What the address asks for is checked by the screen, by the catalogue's contract, which comes with it.
  openScreen(
    '/shop',
    () => import('./shop.tsx'),
    (raw): Record<string, unknown> => raw,
  ),
  openScreen(
    '/products/$slug',
    () => import('./product.tsx'),
    (raw): { variant?: string } => ({ ...(textOf(raw.variant) && { variant: textOf(raw.variant)! }) }),
  ),
  openScreen('/cart', () => import('./cart-page.tsx')),
  openScreen('/checkout', () => import('./checkout.tsx')),
] as const;
