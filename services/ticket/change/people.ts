// When people leave: what they were given goes back to the board, and of a deleted account nothing is left.

import { noteForgotten } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { TicketCtx } from '../definition.ts';
import { worksFor } from '../queries/people.ts';
import { assign } from './assign.ts';
import { knownCalendar } from './calendar.ts';
import { openChange, saveChange } from './change.ts';

/** Takes back the active tickets somebody has in buildings that the person no longer works for. */
export async function takeBack(ctx: TicketCtx, tx: Tx, userId: string): Promise<void> {
  const held = await tx.many({ id: col.uuid, building_id: col.uuid })`
    select id, building_id from tickets
    where (assignee_id = ${userId} or executor_id = ${userId}) and status not in ('resolved', 'closed')
    order by id`;
  for (const { id, building_id } of held) {
    if (await worksFor(tx, userId, building_id)) continue;
    const calendar = await knownCalendar(tx, building_id);
    const change = await openChange(ctx, tx, id, { by: null, who: 'platform', calendar });
    if (!change) continue;
    const { assignee_id } = change.ticket;
    const stays = assignee_id !== null && (await worksFor(tx, assignee_id, building_id));
    await assign(change, stays ? assignee_id : null, null);
    await saveChange(change);
  }
}

/** Forgets a person: what was written and done stays, without saying by whom. */
export async function forgetPerson(ctx: TicketCtx, tx: Tx, userId: string): Promise<void> {
  await noteForgotten(tx, userId, ctx.now());
  await tx.run`delete from staff where user_id = ${userId}`;
  await takeBack(ctx, tx, userId);
  await tx.run`delete from residents where user_id = ${userId}`;
  await tx.run`delete from observers where user_id = ${userId}`;
  await tx.run`
    update tickets set opened_by = nullif(opened_by, ${userId}::uuid), assignee_id = nullif(assignee_id, ${userId}::uuid),
                       executor_id = nullif(executor_id, ${userId}::uuid), version = version + 1
    where opened_by = ${userId} or assignee_id = ${userId} or executor_id = ${userId}`;
  await tx.run`update comments set author_id = null where author_id = ${userId}`;
  await tx.run`update attachments set added_by = null where added_by = ${userId}`;
  await tx.run`update observers set added_by = null where added_by = ${userId}`;
  await tx.run`
    update assignments set assignee_id = nullif(assignee_id, ${userId}::uuid),
                           executor_id = nullif(executor_id, ${userId}::uuid),
                           assigned_by = nullif(assigned_by, ${userId}::uuid)
    where ${userId}::uuid in (assignee_id, executor_id, assigned_by)`;
  await tx.run`update status_history set by_user = null where by_user = ${userId}`;
  await tx.run`
    update status_history set people = array_replace(people, ${userId}::uuid, null)
    where people @> array[${userId}::uuid]`;
  await tx.run`
    update incidents set opened_by = nullif(opened_by, ${userId}::uuid), resolved_by = nullif(resolved_by, ${userId}::uuid)
    where ${userId}::uuid in (opened_by, resolved_by)`;
  await tx.run`
    update schedules set assignee_id = nullif(assignee_id, ${userId}::uuid), created_by = nullif(created_by, ${userId}::uuid)
    where ${userId}::uuid in (assignee_id, created_by)`;
  await tx.run`update asset_history set by_user = null where by_user = ${userId}`;
  await tx.run`
    update escalation_rules set user_ids = array_remove(user_ids, ${userId}::uuid) where ${userId} = any(user_ids)`;
}
