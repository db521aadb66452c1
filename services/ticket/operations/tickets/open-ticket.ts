import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { calendarOf } from '../../change/calendar.ts';
import { createTicket } from '../../change/create.ts';
import { withFiles } from '../../change/files.ts';
import { whereIs } from '../../change/where.ts';
import { type TicketCtx, ticketService } from '../../definition.ts';
import { isStaff } from '../../queries/cards.ts';
import { livesIn } from '../../queries/people.ts';

export const openTicket = ticketService.operation('openTicket', async (ctx, input, call) => {
  const { buildingId, categoryId, title, description, urgent, tags, assetId = null } = input;
  if (!isStaff(call, buildingId)) await requireOwnReport(ctx, call, input);
  const where = await whereIs(ctx, call, input);
  const calendar = await calendarOf(ctx, buildingId);
  const openedBy = call.user?.userId ?? null;
  return withFiles(ctx, call, 'openTicket', input.fileIds, files =>
    ctx.db.transaction(tx =>
      createTicket(
        ctx,
        tx,
        { id: ctx.id(), buildingId, ...where, categoryId, title, description, urgent, openedBy, assetId, tags, files },
        calendar,
      ),
    ),
  );
});

/** Residents report for the home they live in or for a common area, and leave the sorting to staff. */
async function requireOwnReport(
  ctx: TicketCtx,
  call: Call,
  { unitId, tags }: { unitId?: string | undefined; tags: readonly string[] },
): Promise<void> {
  if (tags.length > 0) fail('permission_denied', 'Tags are for staff: send none.');
  if (unitId && !(await livesIn(ctx.db, call.userId, unitId)))
    fail('not_found', 'You do not live in such a home: report for your own, or for a common area.');
}
