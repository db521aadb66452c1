import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { lockProduct, productChanged } from '../../queries/own.ts';
import { claimOf } from '../../queries/pictures.ts';

const maxImages = 250;

export const addImage = catalogService.operation('addImage', async (ctx, input, call) => {
  const { productId, fileId = null, url = null, alt } = input;
  if ((fileId === null) === (url === null)) fail('invalid_argument', 'Send either a fileId or a url.');
  if (fileId !== null) {
    const found = await ctx.db.maybe({ vendor_id: col.uuid })`select vendor_id from products where id = ${productId}`;
    call.require(found !== null && call.can('vendor', { vendor: found.vendor_id }), 'no such product');
    const claim = claimOf(fileId);
    const { items } = await ctx.clients.media.claimFiles({ fileIds: [fileId], ownerId: call.userId, claim });
    if (!items[0]?.mime.startsWith('image/')) {
      await ctx.clients.media.releaseFiles({ claim });
      fail('invalid_argument', 'fileId: is not a picture.');
    }
  }
  return ctx.db.transaction(async tx => {
    await lockProduct(tx, call, productId);
    const { count, position } = await tx.one({ count: col.int, position: col.int })`
      select count(*)::int as count, coalesce(max(position) + 1, 0)::int as position
      from product_images where product_id = ${productId}`;
    if (count >= maxImages)
      fail('failed_precondition', `A product has at most ${maxImages} pictures.`, { reason: 'too_many' });
    await tx.run`
      insert into product_images (id, product_id, position, file_id, url, alt)
      values (${ctx.id()}, ${productId}, ${position}, ${fileId}, ${url}, ${alt})`;
    return productChanged(ctx, tx, productId);
  });
});
