// Entries as administrators see them.

import type { z } from 'zod';
import { col, type RowOf } from '#kernel/sql/columns';
import type { JournalEntry } from '../contract/wire.ts';

interface LineText {
  account: string;
  currency: string;
  amount: string;
  ruleId: string | null;
  ruleVersion: number | null;
}

export const journalRow = {
  id: col.uuid,
  at: col.instant,
  kind: col.text,
  source: col.text,
  source_id: col.uuid,
  payment_id: col.uuid.orNull,
  order_id: col.uuid.orNull,
  postings: col.json<LineText[]>(),
};

export const toJournalEntry = (found: RowOf<typeof journalRow>): z.input<typeof JournalEntry> => ({
  id: found.id,
  at: found.at,
  kind: found.kind,
  source: found.source,
  sourceId: found.source_id,
  paymentId: found.payment_id,
  orderId: found.order_id,
  postings: found.postings.map(({ account, amount, currency, ruleId, ruleVersion }) => ({
    account,
    amount: { amount, currency },
    rule: ruleId === null ? null : { id: ruleId, version: ruleVersion! },
  })),
});
