import { col, row } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { refreshProducts } from '../../write/refresh.ts';

const vendorRow = row({ id: col.uuid, slug: col.text, name: col.text });

export const putVendor = catalogService.operation('putVendor', async (ctx, { vendorId, slug, name }) =>
  ctx.db.transaction(async tx => {
    const vendor = await tx.one(vendorRow)`
      insert into vendors (id, slug, name, created_at) values (${vendorId}, ${slug}, ${name}, ${ctx.now()})
      on conflict (id) do update set slug = excluded.slug, name = excluded.name returning ${vendorRow}`;
    const products = await tx.many({ id: col.uuid })`select id from products where vendor_id = ${vendorId}`;
    await refreshProducts(
      ctx,
      tx,
      products.map(({ id }) => id),
    );
    return vendor;
  }),
);
