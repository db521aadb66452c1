import { col } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { beginStay } from './admit.ts';
import { type BuildingCtx, buildingService } from './definition.ts';
import { dayIn } from './domain/days.ts';
import { claimName } from './queries/verifications.ts';
import { vacate } from './vacate.ts';

const batch = 200;

/** Stays begin and end on their day in the zone of the building: each alone, so that a killed run loses none. */
export const stays = buildingService.job('stays', '5m', async ctx => {
  while ((await beginDue(ctx)) === batch);
  while ((await endDue(ctx)) === batch);
});

/** The day it is in the zone of every building, to be joined by zone: the database's own zones may be older. */
async function today(ctx: BuildingCtx) {
  const rows = await ctx.db.many({ zone: col.text })`select distinct zone from buildings`;
  const zones = rows.map(({ zone }) => zone);
  const days = zones.map(zone => dayIn(zone, ctx.now()));
  return sql`
    join buildings b on b.id = m.building_id
    join unnest(${zones}::text[], ${days}::date[]) as t (zone, today) on t.zone = b.zone`;
}

async function beginDue(ctx: BuildingCtx): Promise<number> {
  const due = await ctx.db.many({ id: col.uuid })`
    select m.id from unit_memberships m ${await today(ctx)}
    where m.state = 'upcoming' and m.moves_in_on <= t.today order by m.moves_in_on, m.id limit ${batch}`;
  for (const { id } of due) await ctx.db.transaction(tx => beginStay(ctx, tx, id));
  return due.length;
}

async function endDue(ctx: BuildingCtx): Promise<number> {
  const due = await ctx.db.many({ id: col.uuid })`
    select m.id from unit_memberships m ${await today(ctx)}
    where m.state = 'active' and m.moves_out_on < t.today order by m.moves_out_on, m.id limit ${batch}`;
  for (const { id } of due) await ctx.db.transaction(tx => vacate(ctx, tx, id, { reason: 'stay_over', by: null }));
  return due.length;
}

/** Lets media forget the documents of decided requests, and those claimed for a request that never came to be. */
export const releaseDocuments = buildingService.job('release-documents', '5m', async ctx => {
  const due = await ctx.db.many({ request_id: col.uuid })`
    select c.request_id from document_claims c
    where c.release_at <= ${ctx.now()}
      and not exists (select from verification_requests v where v.id = c.request_id and v.state = 'pending')
    order by c.release_at limit ${batch}`;
  for (const { request_id: requestId } of due) {
    await ctx.clients.media.releaseFiles({ claim: claimName(requestId) });
    await ctx.db.transaction(async tx => {
      await tx.run`
        update verification_requests set file_ids = '{}', document_number_sealed = null where id = ${requestId}`;
      await tx.run`delete from document_claims where request_id = ${requestId}`;
    });
  }
});
