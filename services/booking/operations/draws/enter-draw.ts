import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { isDrawn, slotsOfWish } from '../../domain/admission.ts';
import { seeDraw } from '../../queries/draws.ts';
import { homeOf } from '../../queries/residents.ts';
import { conditionsOf, findAsked } from '../../queries/resources.ts';

const maxEntries = 1_000;

export const enterDraw = bookingService.operation('enterDraw', async (ctx, input, call) => {
  const { drawId, wishes, acceptedTerms } = input;
  const draw = await seeDraw(ctx.db, call, drawId);
  const asked = (await findAsked(ctx.db, draw.resource_id, call.userId))!;
  const days = [{ firstDay: draw.first_day, lastDay: draw.last_day }];
  for (const wish of wishes) {
    const run = slotsOfWish(conditionsOf(asked), { ...wish, acceptedTerms });
    if (!isDrawn(run[0]!.from, days))
      fail('failed_precondition', `${wish.start} is not among the days of this draw.`, { reason: 'not_in_draw' });
  }
  const { userId } = call;
  const unitId = homeOf(asked.homes, input.unitId);
  return ctx.db.transaction(async tx => {
    // Whoever draws waits for this, so that no entry comes after the digest of them all.
    const open = await tx.run`
      select from draws where id = ${drawId} and state = ${'open'} and closes_at > ${ctx.now()} for share`;
    if (open === 0) fail('failed_precondition', 'This draw is closed.', { reason: 'draw_closed' });
    const { count } = await tx.one({ count: col.int })`
      select count(*)::int as count from draw_entries where draw_id = ${drawId}`;
    if (count >= maxEntries)
      fail('failed_precondition', `A draw takes ${maxEntries} entries.`, { reason: 'draw_full' });
    const { id } = await tx.one({ id: col.uuid })`
      insert into draw_entries (id, draw_id, user_id, unit_id, wishes, terms_version, created_at)
      values (${ctx.id()}, ${drawId}, ${userId}, ${unitId}, ${json(wishes)}, ${acceptedTerms ?? null}, ${ctx.now()})
      on conflict (draw_id, user_id) do update
      set wishes = excluded.wishes, unit_id = excluded.unit_id, terms_version = excluded.terms_version
      returning id`;
    return { entryId: id, drawId };
  });
});
