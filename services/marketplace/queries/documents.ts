// A provider's papers as rows.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { DocumentKind, ProviderDocument } from '../contract/wire.ts';

const shape = {
  id: col.uuid,
  provider_id: col.uuid,
  kind: col.any<z.output<typeof DocumentKind>>(),
  file_id: col.uuid,
  mime: col.text,
  expires_on: col.date.orNull,
  created_at: col.instant,
};
export const documentRow = row(shape);

export const toDocument = (found: RowOf<typeof shape>, url: string | null): z.output<typeof ProviderDocument> => ({
  id: found.id,
  providerId: found.provider_id,
  kind: found.kind,
  mime: found.mime,
  expiresOn: found.expires_on,
  createdAt: found.created_at,
  url,
});
