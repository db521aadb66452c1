// Warranty claims as rows.

import type { z } from 'zod';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { type Fragment, sql } from '#kernel/sql/tag';
import type { WarrantyClaim } from '../contract/wire.ts';
import type { ClaimState } from '../domain/warranty.ts';

const shape = {
  id: col.uuid,
  job_id: col.uuid,
  user_id: col.uuid.orNull,
  text: col.text,
  answer: col.text,
  state: col.any<ClaimState>(),
  wall_start: col.text.orNull,
  wall_end: col.text.orNull,
  starts_at: col.instant.orNull,
  ends_at: col.instant.orNull,
  pass_code: col.text.orNull,
  file_ids: col.uuids,
  created_at: col.instant,
  closed_at: col.instant.orNull,
  version: col.int,
};
export type ClaimRow = RowOf<typeof shape>;

export const toClaim = (found: ClaimRow): z.output<typeof WarrantyClaim> => ({
  id: found.id,
  jobId: found.job_id,
  text: found.text,
  answer: found.answer,
  state: found.state,
  visit:
    found.starts_at === null
      ? null
      : { start: found.wall_start!, end: found.wall_end!, startsAt: found.starts_at, endsAt: found.ends_at! },
  visitorPass: found.state === 'scheduled' ? found.pass_code : null,
  fileIds: found.file_ids,
  createdAt: found.created_at,
  closedAt: found.closed_at,
  version: found.version,
});

/** Claims that meet a condition, the latest first, each with the visit that is planned for it. */
export const claimsWhere = (db: Queries, condition: Fragment): Promise<ClaimRow[]> =>
  db.many(shape)`
    select w.id, w.job_id, w.user_id, w.text, w.answer, w.state, a.wall_start, a.wall_end, a.starts_at, a.ends_at,
           a.pass_code, array(select f.file_id from job_files f where f.claim_id = w.id order by f.created_at, f.file_id)
             as file_ids,
           w.created_at, w.closed_at, w.version
    from warranty_claims w left join appointments a on a.claim_id = w.id and a.active
    where ${condition} order by w.created_at desc, w.id desc limit 200`;

export const claimOf = async (db: Queries, claimId: string): Promise<ClaimRow | null> =>
  (await claimsWhere(db, sql`w.id = ${claimId}`))[0] ?? null;
