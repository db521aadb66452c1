import { col } from '#kernel/sql/columns';
import { placeOf } from '../../checkout/load.ts';
import { orderService } from '../../definition.ts';

const shape = {
  id: col.uuid,
  row: col.json<Record<string, unknown>>(),
  items: col.json<Record<string, unknown>[]>(),
  notes: col.json<Record<string, unknown>[]>(),
  email: col.bytes.orNull,
  address: col.bytes.orNull,
  billing: col.bytes.orNull,
};

export const exportPersonalData = orderService.operation('exportPersonalData', async (ctx, { userId }) => {
  const orders = await ctx.db.many(shape)`
    select o.id, to_jsonb(o) - 'email' as row, o.email, a.address, a.billing,
           (select coalesce(jsonb_agg(to_jsonb(i) order by i.position), '[]')
            from order_items i where i.order_id = o.id) as items,
           (select coalesce(jsonb_agg(to_jsonb(n) order by n.created_at), '[]')
            from order_notes n where n.order_id = o.id and n.author_id = ${userId}) as notes
    from orders o left join shipping_addresses a on a.order_id = o.id
    where o.owner_key = ${userId} order by o.created_at, o.id`;
  const open = (sealed: Buffer | null, place: string): unknown => sealed && JSON.parse(ctx.cipher.open(sealed, place));
  return {
    orders: orders.map(({ id, row, items, notes, email, address, billing }) => ({
      ...row,
      email: open(email, placeOf.email(id)),
      address: open(address, placeOf.address(id)),
      billingAddress: open(billing, placeOf.billing(id)),
      items,
      notes,
    })),
  };
});
