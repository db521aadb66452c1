import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { queriesToConfirm } from '../../queries/together.ts';

export const confirmStockHold = catalogService.operation('confirmStockHold', async (ctx, { holdId }) => {
  const { confirmed, preordered } = await queriesToConfirm(ctx, holdId).one({
    confirmed: col.bool,
    preordered: col.bool,
  })`
    with moved as (
      update stock_holds set state = 'confirmed', decided_at = ${ctx.now()}
      -- As a parameter: with the word here the plan would go through the index of all that is held.
      where id = ${holdId} and state = ${'held'} and expires_at > ${ctx.now()} returning id),
    sold as (
      select x.variant_id, x.location_id, x.quantity from stock_hold_items x join moved on moved.id = x.hold_id),
    shelf as (
      select i.variant_id, i.location_id, sold.quantity from inventory i
      join sold on sold.variant_id = i.variant_id and sold.location_id = i.location_id
      order by i.variant_id, i.location_id for update of i),
    gone as (
      update inventory i set on_hand = i.on_hand - s.quantity, held = i.held - s.quantity
      from shelf s where s.variant_id = i.variant_id and s.location_id = i.location_id returning 1)
    select exists (select from moved) as confirmed,
           exists (select from preorder_items x join moved on moved.id = x.hold_id) as preordered`;
  // There may be stock since.
  if (preordered) ctx.wake('preorders');
  if (!confirmed) {
    // Only now, as a hold is nearly always confirmed once.
    const before = await ctx.db.maybe({ state: col.text })`select state from stock_holds where id = ${holdId}`;
    if (before?.state !== 'confirmed')
      fail('failed_precondition', 'The pieces are not kept any more.', { reason: 'hold_released' });
  }
  return { holdId, state: 'confirmed' as const };
});
