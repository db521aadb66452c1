// Which services keep something about people, and how long one that does not answer is asked again.

/** Those that answer `exportPersonalData`; profile itself is asked without a call. */
export const answering = [
  'booking',
  'building',
  'cart',
  'catalog',
  'chat',
  'community',
  'discount',
  'gateway',
  'iam',
  'marketplace',
  'media',
  'notification',
  'order',
  'payment',
  'shipping',
  'ticket',
] as const;
export type Answering = (typeof answering)[number];

const retryMinutes = [1, 5, 15, 60];

/** Minutes until the next question, after so many that were not answered. */
export const retryAfterMinutes = (attempts: number): number =>
  retryMinutes[Math.min(attempts, retryMinutes.length) - 1] ?? retryMinutes[0]!;

/** How many rows of each kind there are; kinds without any are left out. */
export const countsOf = (data: Readonly<Record<string, readonly unknown[]>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(data)
      .map(([name, rows]) => [name, rows.length] as const)
      .filter(([, count]) => count > 0),
  );
