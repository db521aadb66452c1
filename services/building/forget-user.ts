// What becomes of a person's traces when their account is deleted.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { BuildingCtx } from './definition.ts';
import { vacate } from './vacate.ts';

/** Vacates the homes of a person and forgets who they were; what happened stays in the history without a name. */
export async function forgetUser(ctx: BuildingCtx, tx: Tx, userId: string): Promise<void> {
  const now = ctx.now();
  const homes = await tx.many({ id: col.uuid })`
    select id from unit_memberships where user_id = ${userId} and state = 'active' order by id`;
  for (const { id } of homes) await vacate(ctx, tx, id, { reason: 'account_deleted', by: null });
  await tx.run`
    update unit_memberships
    set user_id = null, state = 'ended', ended_at = coalesce(ended_at, ${now}::timestamptz), version = version + 1
    where user_id = ${userId}`;
  await tx.run`delete from residents where user_id = ${userId}`;
  await tx.run`
    update move_outs set user_id = nullif(user_id, ${userId}), moved_out_by = nullif(moved_out_by, ${userId})
    where user_id = ${userId} or moved_out_by = ${userId}`;
  await tx.run`
    update document_claims set release_at = ${now}
    where request_id in (select id from verification_requests where user_id = ${userId})`;
  await tx.run`
    update verification_requests
    set user_id = null, note = null, document_number_sealed = null, decided_at = coalesce(decided_at, ${now}::timestamptz),
        state = case when state = 'pending' then 'withdrawn' else state end
    where user_id = ${userId}`;
  await tx.run`update verification_requests set decided_by = null where decided_by = ${userId}`;
  await tx.run`
    update invitation_codes set created_by = null, revoked_at = coalesce(revoked_at, ${now}::timestamptz)
    where created_by = ${userId}`;
  await tx.run`update buildings set created_by = null where created_by = ${userId}`;
  await tx.run`delete from property_registrations where user_id = ${userId}`;
}
