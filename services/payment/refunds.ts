// Refunds as rows.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { CardPart } from './domain/entries.ts';
import type { Share } from './domain/shares.ts';

interface ShareText {
  vendorId: string;
  /** Not there where it was given back before deposits were held apart. */
  deposit?: boolean;
  gross: string;
  tax: string;
  funded: string;
  commission: string;
  ruleId: string | null;
  ruleVersion: number | null;
  /** Refunds from before there was escrow do not say. */
  heldFor?: string | null;
}

export const refundRow = row({
  id: col.uuid,
  payment_id: col.uuid,
  order_id: col.uuid,
  amount: col.bigint,
  currency: col.text,
  card_amount: col.bigint,
  state: col.text,
  reason: col.text,
  provider_ref: col.text.orNull,
  failure: col.text.orNull,
  shares: col.json<ShareText[]>(),
  sources: col.json<{ position: number; amount: string }[]>(),
  cards: col.json<{ id: string; amount: string }[]>(),
  checks: col.int,
  created_at: col.instant,
  finished_at: col.instant.orNull,
});
export type Refund = RowOf<typeof refundRow>;

export const capturedShareRow = row({
  vendor_id: col.uuid,
  deposit: col.bool,
  gross: col.bigint,
  tax: col.bigint,
  platform_funded: col.bigint,
  commission: col.bigint,
  rule_id: col.uuid.orNull,
  rule_version: col.int.orNull,
  categories: col.json<string[]>(),
  refunded_gross: col.bigint,
  refunded_tax: col.bigint,
  refunded_funded: col.bigint,
  refunded_commission: col.bigint,
  escrow: col.bool,
  released_at: col.instant.orNull,
});

/** JSON has no bigint: amounts are kept as decimal text. */
export const toShareTexts = (shares: readonly Share[]): ShareText[] =>
  shares.map(({ gross, tax, funded, commission, ...rest }) => ({
    ...rest,
    gross: String(gross),
    tax: String(tax),
    funded: String(funded),
    commission: String(commission),
  }));

export const sharesIn = ({ shares }: Refund): Share[] =>
  shares.map(({ deposit = false, gross, tax, funded, commission, heldFor, ...rest }) => ({
    ...rest,
    deposit,
    heldFor: heldFor ?? null,
    gross: BigInt(gross),
    tax: BigInt(tax),
    funded: BigInt(funded),
    commission: BigInt(commission),
  }));

export const cardsIn = ({ cards }: Refund): CardPart[] =>
  cards.map(({ id, amount }) => ({ id, amount: BigInt(amount) }));

export const sourcesIn = ({ sources }: Refund): { position: number; amount: bigint }[] =>
  sources.map(({ position, amount }) => ({ position, amount: BigInt(amount) }));
