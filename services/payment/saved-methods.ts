// Kept cards as rows.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { SavedMethod } from './contract/wire.ts';

export const methodRow = row({
  id: col.uuid,
  brand: col.text,
  last4: col.text,
  expires_month: col.text.orNull,
  created_at: col.instant,
});

export const toSavedMethod = (found: RowOf<typeof methodRow>): z.input<typeof SavedMethod> => ({
  id: found.id,
  token: `pm:${found.id}`,
  brand: found.brand,
  last4: found.last4,
  expiresMonth: found.expires_month,
  createdAt: found.created_at,
});
