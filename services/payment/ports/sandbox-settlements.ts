// The sandbox's settlement file: entity,type,payment,key,amount,fee,currency,settled_at with amounts in minor units.

import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fail } from '#kernel/errors';
import type { SettlementLine } from './provider.ts';

const Row = z.object({
  entity: z.string().min(1).max(100),
  type: z.enum(['payment', 'refund', 'adjustment']),
  payment: z.string().max(100),
  key: z.string().max(100),
  amount: z.string().regex(/^-?\d{1,18}$/),
  fee: z.string().regex(/^\d{1,18}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  settled_at: z.iso.datetime({ precision: 3 }),
});

/** The rows of a settlement file with a header. Raises `invalid_argument` naming the line that is not one. */
export function rowsOf<T>(content: string, schema: z.ZodType<T>): T[] {
  let records: unknown[];
  try {
    records = parse(content, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    return fail('invalid_argument', `This is no CSV file: ${(error as Error).message}`);
  }
  return records.map((record, index) => {
    const row = schema.safeParse(record);
    if (row.success) return row.data;
    const [issue] = row.error.issues;
    return fail('invalid_argument', `Row ${index + 1}, ${issue?.path.join('.')}: ${issue?.message}`);
  });
}

export const readSandboxSettlements = (content: string): SettlementLine[] =>
  rowsOf(content, Row).map(row => ({
    entityRef: row.entity,
    kind: row.type,
    paymentRef: row.payment || null,
    ourKey: row.key || null,
    amount: BigInt(row.amount),
    fee: BigInt(row.fee),
    currency: row.currency,
    settledAt: row.settled_at,
  }));
