// What media does when something happens elsewhere.

import { sql } from '#kernel/sql/tag';
import { userDeleted } from '#services/iam/events';
import { mediaService } from './definition.ts';
import { deleteFiles } from './queries.ts';

/** Files that belong to a thing stay with it, without a trace of who sent them. */
export const forgetUser = mediaService.on(userDeleted, async (ctx, { userId }, tx) => {
  await deleteFiles(ctx, tx, sql`owner_id = ${userId} and claim is null`);
  await tx.run`update files set owner_id = null, name = null where owner_id = ${userId}`;
});
