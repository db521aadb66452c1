// When people leave: what they planned in a building is called off, and of a deleted account nothing is left.

import { noteForgotten } from '#kernel/forgotten';
import type { Tx } from '#kernel/sql/database';
import type { CommunityCtx } from './definition.ts';

/** Calls off what somebody planned to post in a building they no longer live in; gives how many. What the management
 * planned stands, whoever wrote it. */
export const callOff = (tx: Tx, userId: string, buildingId: string): Promise<number> =>
  tx.run`
    update posts p set state = 'deleted', version = version + 1
    where author_id = ${userId} and building_id = ${buildingId} and state = 'scheduled' and not by_management
      and not exists (
        select from residents r where r.user_id = ${userId} and r.building_id = p.building_id and r.lives)`;

/** Forgets a person: what was written stays, without saying by whom; what they planned is called off. */
export async function forgetPerson(ctx: CommunityCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await tx.run`delete from residents where user_id = ${userId}`;
  await tx.run`delete from staff where user_id = ${userId}`;
  await tx.run`
    update posts set state = 'deleted', version = version + 1
    where author_id = ${userId} and state = 'scheduled' and not by_management`;
  await tx.run`update posts set author_id = null where author_id = ${userId}`;
  await tx.run`update comments set author_id = null where author_id = ${userId}`;
  await tx.run`update edits set edited_by = null where edited_by = ${userId}`;
  await tx.run`update attachments set added_by = null where added_by = ${userId}`;
  await tx.run`delete from reactions where user_id = ${userId}`;
  await tx.run`delete from acknowledgements where user_id = ${userId}`;
  await tx.run`update flags set user_id = null where user_id = ${userId}`;
  // The vote counts on under a name that nobody has.
  await tx.run`update poll_votes set voter = ${ctx.id()} where voter = ${userId}`;
  await tx.run`update poll_votes set user_id = null where user_id = ${userId}`;
  await tx.run`update moderation_decisions set decided_by = null where decided_by = ${userId}`;
}
