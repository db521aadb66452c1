// What there is, in words.

export type StockLevel = 'available' | 'low' | 'sold_out';

export interface StockRule {
  /** Whether its stock is counted. */
  tracked: boolean;
  /** Whether it is sold on when there is none. */
  oversell: boolean;
  lowStockAt: number;
}

/** How well stocked a variant is of which so many pieces are free. */
export function stockLevel({ tracked, oversell, lowStockAt }: StockRule, free: number): StockLevel {
  if (!tracked || oversell) return 'available';
  if (free <= 0) return 'sold_out';
  return free <= lowStockAt ? 'low' : 'available';
}

/** Pieces that can be sold, or null where there is no end of them. */
export const sellable = ({ tracked, oversell }: StockRule, free: number): number | null =>
  tracked && !oversell ? Math.max(0, free) : null;
