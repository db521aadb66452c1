// The tags of tickets; a building's own, made when first used.

import type { Tx } from '#kernel/sql/database';
import type { TicketCtx } from '../definition.ts';

/** Adds tags to a ticket; gives how many it did not have. */
export async function addTags(
  ctx: TicketCtx,
  tx: Tx,
  ticket: { id: string; buildingId: string },
  names: readonly string[],
): Promise<number> {
  // In one order, so that two who make the same tags do not wait for each other.
  const wanted = [...new Set(names)].toSorted();
  if (wanted.length === 0) return 0;
  await tx.run`
    insert into tags (id, building_id, name)
    select t.id, ${ticket.buildingId}, t.name
    from unnest(${wanted.map(() => ctx.id())}::uuid[], ${wanted}::text[]) as t (id, name)
    where not exists (select from tags k where k.building_id = ${ticket.buildingId} and k.name = t.name)
    on conflict do nothing`;
  return tx.run`
    insert into ticket_tags (ticket_id, tag_id)
    select ${ticket.id}, id from tags where building_id = ${ticket.buildingId} and name = any(${wanted}::text[])
    on conflict do nothing`;
}
