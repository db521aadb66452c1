import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { type CatalogCtx, catalogService } from '../../definition.ts';
import { giveUpPreorders, isPreordered, lockPreordersOf } from '../../queries/preorders.ts';
import { summed, type WantedVariant, wantedRows } from '../../queries/wanted.ts';

interface Return {
  returnId: string;
  holdId: string;
  items: WantedVariant[];
}

const notSold = () =>
  fail('failed_precondition', 'Not so many pieces were sold under this hold, or they came back already.', {
    reason: 'not_sold',
  });

export const returnStock = catalogService.operation('returnStock', async (ctx, input) => {
  const { returnId, holdId } = input;
  const wanted = { returnId, holdId, items: summed(input.items) };
  if (await isPreordered(ctx.db, holdId)) await ctx.db.transaction(tx => returnPreordered(ctx, tx, wanted));
  else if (!(await bring(ctx, ctx.db, wanted)) && !(await wasBrought(ctx.db, wanted))) notSold();
  return { returnId };
});

/** Pieces that nobody has served yet are given up first; the rest comes back on its shelf. */
async function returnPreordered(ctx: CatalogCtx, tx: Tx, wanted: Return): Promise<void> {
  await lockPreordersOf(ctx, tx, wanted.holdId);
  if (await wasBrought(tx, wanted)) return;
  const sold =
    await tx.run`select from stock_holds where id = ${wanted.holdId} and state = 'confirmed' for no key update`;
  if (sold === 0) notSold();
  const givenUp = await giveUpPreorders(tx, wanted.holdId, wanted.items);
  const items = wanted.items
    .map(({ variantId, quantity }) => ({ variantId, quantity: quantity - (givenUp.get(variantId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (!(await bring(ctx, tx, { ...wanted, items }))) notSold();
}

const wasBrought = async (db: Queries, { returnId, holdId }: Return): Promise<boolean> =>
  (
    await db.one({ known: col.bool })`
    select exists (select from stock_returns where id = ${returnId} and hold_id = ${holdId}) as known`
  ).known;

/** Puts pieces back on the shelves they were sold from; false where so many were not, or it was done before. */
async function bring(ctx: CatalogCtx, db: Queries, { returnId, holdId, items }: Return): Promise<boolean> {
  const { made } = await db.one({ made: col.bool })`
    with wanted as (
      select variant_id, quantity from (values ${wantedRows(items)}) as w (variant_id, quantity, nth)
      where variant_id is not null),
    sold as (
      select x.variant_id, x.location_id, x.quantity - x.returned as left_over
      from stock_holds h join stock_hold_items x on x.hold_id = h.id
      where h.id = ${holdId} and h.state = 'confirmed' and x.variant_id in (select variant_id from wanted)
      order by x.variant_id, x.location_id for update),
    ranked as (
      select s.variant_id, s.location_id, s.left_over, w.quantity,
             sum(s.left_over) over (partition by s.variant_id) as total,
             sum(s.left_over) over (partition by s.variant_id order by s.location_id) - s.left_over as before
      from sold s join wanted w on w.variant_id = s.variant_id),
    made as (
      insert into stock_returns (id, hold_id, created_at)
      select ${returnId}, ${holdId}, ${ctx.now()}
      where not exists (
        select from wanted w left join ranked r on r.variant_id = w.variant_id
        where r.total is null or r.total < w.quantity)
      on conflict do nothing returning id),
    coming as (
      select r.variant_id, r.location_id, greatest(0, least(r.left_over, r.quantity - r.before))::int as quantity
      from ranked r, made),
    marked as (
      update stock_hold_items x set returned = x.returned + c.quantity from coming c
      where x.hold_id = ${holdId} and x.variant_id = c.variant_id and x.location_id = c.location_id returning 1),
    shelf as (
      select i.variant_id, i.location_id, c.quantity from inventory i
      join coming c on c.variant_id = i.variant_id and c.location_id = i.location_id
      order by i.variant_id, i.location_id for update of i),
    back as (
      update inventory i set on_hand = i.on_hand + s.quantity, changed = true
      from shelf s where s.variant_id = i.variant_id and s.location_id = i.location_id returning 1)
    select exists (select from made) as made`;
  return made;
}
