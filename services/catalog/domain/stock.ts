// What there is, in words.

export type StockLevel = 'available' | 'low' | 'preorder' | 'sold_out';

export interface StockRule {
  /** Whether its stock is counted. */
  tracked: boolean;
  /** Whether it is sold on when there is none. */
  oversell: boolean;
  lowStockAt: number;
}

/** That something is sold before it is there, and how many more; null for any number. */
export interface Preorder {
  shipsFrom: string;
  left: number | null;
}

const isOpen = (preorder: Preorder | null): preorder is Preorder => preorder !== null && preorder.left !== 0;

/** How well stocked a variant is of which so many pieces are free. */
export function stockLevel(
  { tracked, oversell, lowStockAt }: StockRule,
  free: number,
  preorder: Preorder | null,
): StockLevel {
  if (!tracked || oversell) return 'available';
  if (free <= 0) return isOpen(preorder) ? 'preorder' : 'sold_out';
  return free <= lowStockAt ? 'low' : 'available';
}

/** Pieces that can be sold, or null where there is no end of them. What is there goes first. */
export function sellable({ tracked, oversell }: StockRule, free: number, preorder: Preorder | null): number | null {
  if (!tracked || oversell) return null;
  return free <= 0 && isOpen(preorder) ? preorder.left : Math.max(0, free);
}

/** The day of an instant, by which preorders end: in UTC, as no place is everybody's. */
export const dayOf = (now: string): string => now.slice(0, 10);
