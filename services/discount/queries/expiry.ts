// Holds whose order never came about.

import { sql } from '#kernel/sql/tag';
import type { DiscountCtx } from '../definition.ts';
import { releaseHolds } from './holds.ts';

/** Releases holds that have expired, five hundred at most; gives how many. */
export const releaseExpired = ({ db, now }: DiscountCtx): Promise<number> =>
  releaseHolds(
    db,
    sql`id in (
      select id from use_holds where state = 'held' and expires_at <= ${now()}
      order by expires_at limit 500 for update skip locked)`,
  );
