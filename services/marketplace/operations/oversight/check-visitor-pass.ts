import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { record } from '../../job/record.ts';

const shape = {
  id: col.uuid,
  job_id: col.uuid,
  starts_at: col.instant,
  ends_at: col.instant,
  entered_at: col.instant.orNull,
  provider: col.text,
  title: col.text,
  unit: col.text,
};

export const checkVisitorPass = marketplaceService.operation('checkVisitorPass', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const found = await tx.maybe(shape)`
      select a.id, a.job_id, a.starts_at, a.ends_at, a.entered_at, p.name as provider, r.title, r.unit
      from appointments a join job_bookings j on j.id = a.job_id join quote_requests r on r.id = j.request_id
      join providers p on p.id = a.provider_id
      where a.building_id = ${input.buildingId} and a.pass_code = ${input.code} and a.active for update of a`;
    const pass = found ?? fail('not_found', 'No visit has this pass.');
    const now = ctx.now();
    if (now < pass.starts_at || now >= pass.ends_at)
      fail('failed_precondition', 'This pass holds for the booked time alone.', {
        reason: 'pass_not_valid_now',
        details: { startsAt: pass.starts_at, endsAt: pass.ends_at },
      });
    if (pass.entered_at === null) {
      await tx.run`update appointments set entered_at = ${now} where id = ${pass.id}`;
      await record(ctx, tx, pass.job_id, { by: call.user?.userId ?? null, what: 'visitor_entered' });
    }
    const { job_id: jobId, provider, title, unit, ends_at: validUntil, entered_at } = pass;
    return { jobId, provider, title, unit, validUntil, enteredAt: entered_at ?? now };
  }),
);
