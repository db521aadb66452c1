import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';

const attempts = 5;

export const releaseStockHold = catalogService.operation('releaseStockHold', async (ctx, { holdId }) => {
  const now = ctx.now();
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Not settled is one that was being made at this moment: it is there when asked again.
    const { settled } = await ctx.db.one({ settled: col.bool })`
      with before as (select id, state from stock_holds where id = ${holdId} for update),
      freed as (
        update stock_holds h set state = 'released', decided_at = ${now}
        from before b where h.id = b.id and b.state <> 'released' returning h.id, b.state as was),
      tombstone as (
        insert into stock_holds (id, state, created_at, decided_at)
        select ${holdId}, 'released', ${now}, ${now} where not exists (select from before)
        on conflict do nothing returning id),
      items as (
        select x.variant_id, x.location_id, x.quantity, x.returned, f.was
        from stock_hold_items x join freed f on f.id = x.hold_id for update of x),
      shelf as (
        select i.variant_id, i.location_id, x.quantity, x.returned, x.was from inventory i
        join items x on x.variant_id = i.variant_id and x.location_id = i.location_id
        order by i.variant_id, i.location_id for update of i),
      back as (
        update inventory i
        set held = i.held - case s.was when 'held' then s.quantity else 0 end,
            on_hand = i.on_hand + case s.was when 'confirmed' then s.quantity - s.returned else 0 end,
            changed = true
        from shelf s where s.variant_id = i.variant_id and s.location_id = i.location_id returning 1)
      select exists (select from before) or exists (select from tombstone) as settled`;
    if (settled) return { holdId, state: 'released' as const };
  }
  return fail('conflict', 'The hold is being made right now; try again.');
});
