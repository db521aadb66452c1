// Lists of requests, the latest first.

import type { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import type { Queries } from '#kernel/sql/database';
import { type Fragment, nothing, sql } from '#kernel/sql/tag';
import type { RequestState } from '../contract/wire.ts';
import { requestColumns, requestRow, toRequest } from './requests.ts';

interface Wanted {
  limit: number;
  cursor?: string | undefined;
  state?: z.output<typeof RequestState> | undefined;
}

/** A page of the requests that meet a condition. */
export async function pageOfRequests(db: Queries, condition: Fragment, wanted: Wanted, forProvider: boolean) {
  const { limit, cursor, state } = wanted;
  const after = afterCursor(cursor, [Timestamp, Id] as const);
  const rows = await db.many(requestRow)`
    select ${requestColumns}, array(select f.file_id from request_files f where f.request_id = r.id order by f.position)
             as file_ids
    from quote_requests r
    where ${condition} ${state ? sql`and r.state = ${state}` : nothing}
      ${after ? sql`and (r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by r.created_at desc, r.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.created_at, row.id],
    row => toRequest(row, forProvider),
  );
}
