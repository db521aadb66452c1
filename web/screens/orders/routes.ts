import { openScreen, screen } from '#web/app/layouts.tsx';

/** An order is for its buyer, with an account or without. */
export const openOrderRoutes = [openScreen('/orders/$orderId', () => import('./order.tsx'))] as const;

export const orderRoutes = [
  screen('/orders', () => import('./orders.tsx')),
  screen('/parcels/$shipmentId', () => import('./parcel.tsx')),
  screen('/payments', () => import('./payments.tsx')),
  screen('/payments/$paymentId', () => import('./payment.tsx')),
] as const;
