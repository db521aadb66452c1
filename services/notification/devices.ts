// Devices as their rows have them; where they are reached stays sealed.

import { col, row } from '#kernel/sql/columns';
import type { Instant } from '#kernel/time';

export const deviceRow = row({ id: col.uuid, kind: col.text, created_at: col.instant });

export const toDevice = (found: { id: string; kind: string; created_at: Instant }) => ({
  id: found.id,
  kind: found.kind as 'fcm' | 'web_push',
  createdAt: found.created_at,
});
