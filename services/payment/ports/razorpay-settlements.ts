// Razorpay's settlement recon as a CSV file, with the fields of their API of the same name: amounts in the smallest unit,
// instants in seconds since 1970.

import { z } from 'zod';
import { instantAt } from '#kernel/time';
import type { SettlementLine } from './provider.ts';
import { rowsOf } from './sandbox-settlements.ts';

const Row = z.object({
  entity_id: z.string().min(1).max(100),
  type: z.enum(['payment', 'refund', 'adjustment', 'transfer']),
  debit: z.string().regex(/^\d{1,18}$/),
  credit: z.string().regex(/^\d{1,18}$/),
  amount: z.string().regex(/^\d{1,18}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  fee: z.string().regex(/^\d{0,18}$/),
  settled_at: z.string().regex(/^\d{9,11}$/),
  payment_id: z.string().max(100).optional(),
  order_id: z.string().max(100).optional(),
  order_receipt: z.string().max(100).optional(),
});

export const readRazorpaySettlements = (content: string): SettlementLine[] =>
  rowsOf(content, Row).map(row => ({
    entityRef: row.entity_id,
    kind: row.type === 'transfer' ? 'adjustment' : row.type,
    // Our payments are known to them by the order.
    paymentRef: row.order_id || row.payment_id || null,
    ourKey: row.order_receipt || null,
    amount: row.type === 'payment' ? BigInt(row.amount) : BigInt(row.credit) - BigInt(row.debit),
    fee: BigInt(row.fee || '0'),
    currency: row.currency,
    settledAt: instantAt(Number(row.settled_at) * 1_000),
  }));
