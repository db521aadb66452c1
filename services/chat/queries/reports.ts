// What was reported, as the management sees it.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { MessageReport } from '../contract/wire.ts';

type Report = z.output<typeof MessageReport>;

export const reportRow = row({
  id: col.uuid,
  building_id: col.uuid,
  channel_id: col.uuid,
  message_id: col.uuid,
  author_id: col.uuid.orNull,
  text: col.text,
  reason: col.any<Report['reason']>(),
  note: col.text,
  state: col.any<Report['state']>(),
  created_at: col.instant,
  decided_by: col.uuid.orNull,
  decided_at: col.instant.orNull,
});

export const toReport = (found: RowOf<typeof reportRow>): Report => ({
  id: found.id,
  buildingId: found.building_id,
  channelId: found.channel_id,
  messageId: found.message_id,
  authorId: found.author_id,
  text: found.text,
  reason: found.reason,
  note: found.note,
  state: found.state,
  createdAt: found.created_at,
  decidedBy: found.decided_by,
  decidedAt: found.decided_at,
});
