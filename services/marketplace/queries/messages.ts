// What is written about a quote, as rows.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { QuoteMessage } from '../contract/quotes.ts';

const shape = {
  id: col.uuid,
  quote_id: col.uuid,
  side: col.any<'resident' | 'provider'>(),
  author_id: col.uuid.orNull,
  text: col.text,
  created_at: col.instant,
};
export const messageRow = row(shape);

export const toMessage = (found: RowOf<typeof shape>): z.output<typeof QuoteMessage> => ({
  id: found.id,
  quoteId: found.quote_id,
  side: found.side,
  authorId: found.author_id,
  text: found.text,
  createdAt: found.created_at,
});
