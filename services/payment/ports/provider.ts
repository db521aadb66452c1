// What is asked of a payment provider, whichever it is. Every request carries our own key, by which it is repeatable; an
// adapter raises nothing: no answer is a report as well.

import type { Report } from '../domain/states.ts';

export type { Report } from '../domain/states.ts';

export interface AuthoriseRequest {
  key: string;
  amount: bigint;
  currency: string;
  token: string | null;
  /** The payer shall act at a page of the provider. */
  redirect: boolean;
  orderNumber: string;
}

export interface PaymentRef {
  key: string;
  ref: string | null;
  amount: bigint;
  currency: string;
}

export interface RefundRequest {
  key: string;
  payment: PaymentRef;
  amount: bigint;
  /** Under which a former try may be known. */
  ref: string | null;
}

export type RefundReport =
  | { state: 'succeeded' | 'pending'; ref: string }
  | { state: 'failed'; ref: string | null; reason: string }
  | { state: 'absent' }
  | { state: 'unknown'; reason: string };

/** A line of what a provider has paid out; amounts below zero went back to payers. */
export interface SettlementLine {
  entityRef: string;
  kind: 'payment' | 'refund' | 'adjustment';
  paymentRef: string | null;
  ourKey: string | null;
  amount: bigint;
  fee: bigint;
  currency: string;
  settledAt: string;
}

export interface PaymentProvider {
  name: string;
  authorise(request: AuthoriseRequest): Promise<Report>;
  /** Takes what is held; what was taken before is `captured` as well. */
  capture(payment: PaymentRef): Promise<Report>;
  /** Lets go of what is held. */
  void(payment: PaymentRef): Promise<Report>;
  refund(request: RefundRequest): Promise<RefundReport>;
  /** What it knows of a payment by our key. */
  find(payment: PaymentRef): Promise<Report>;
  findRefund(request: RefundRequest): Promise<RefundReport>;
  /** Reads the provider's own settlement file; raises `invalid_argument` with the row that is not one. */
  readSettlements(content: string): SettlementLine[];
}
