import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import { notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import { homesOf } from '../domain/emergency.ts';
import { emergencyColumns, emergencyShape, toEmergency } from '../emergency/rows.ts';

export const sendEmergency = notificationService.operation('sendEmergency', async (ctx, input, call) => {
  const { buildingId, title, message, escalateAfterMinutes, unitIds, entranceIds, floorIds } = input;
  const places = { ...(unitIds && { unitIds }), ...(entranceIds && { entranceIds }), ...(floorIds && { floorIds }) };
  const { items } = await ctx.clients.building.listOccupants({ buildingId, ...places });
  const homes = [...homesOf(items)].map(([unitId, people]) => ({ unit_id: unitId, people }));
  if (homes.length === 0) fail('failed_precondition', 'Nobody lives there; name other places.', { reason: 'nobody' });

  const id = ctx.id();
  const now = ctx.now();
  const nextAt = instantAt(epochMs(now) + escalateAfterMinutes * 60_000);
  return ctx.db.transaction(async tx => {
    await tx.run`
      insert into emergencies (id, building_id, title, message, sent_by, escalate_after_minutes, created_at)
      values (${id}, ${buildingId}, ${title}, ${message}, ${call.user?.userId ?? null}, ${escalateAfterMinutes}, ${now})`;
    await tx.run`
      insert into acknowledgements (emergency_id, unit_id, people, asked, next_at)
      select ${id}::uuid, h.unit_id, h.people, 1, ${nextAt}::timestamptz
      from jsonb_to_recordset(${json(homes)}::jsonb) as h (unit_id uuid, people uuid[])`;
    await enqueue(ctx, tx, {
      type: 'emergency',
      key: `${id}:1`,
      userIds: homes.map(({ people }) => people[0]!),
      variables: { emergencyId: id, title, message },
    });
    return toEmergency(
      await tx.one(emergencyShape)`select ${emergencyColumns()} from emergencies e where e.id = ${id}`,
    );
  });
});
