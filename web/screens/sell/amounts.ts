import { z } from 'zod';
import { minorUnits } from '#web/kit/amount.ts';

/** What a seller types for one kind of piece: its price in euros and how many are there. */
export const pieceFields = {
  price: z.string().refine(typed => minorUnits(typed) !== null),
  onHand: z.coerce.number().int().min(0).max(1_000_000),
};

/** An amount of euros as it was typed. */
export const eurosOf = (typed: string) => ({ amount: minorUnits(typed)!, currency: 'EUR' });
