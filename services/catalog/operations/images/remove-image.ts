import { catalogService } from '../../definition.ts';
import { lockImage, productChanged } from '../../queries/own.ts';
import { claimOf } from '../../queries/pictures.ts';

export const removeImage = catalogService.operation('removeImage', async (ctx, { imageId }, call) => {
  const fileId = await ctx.db.transaction(async tx => {
    const { product_id: productId, file_id } = await lockImage(tx, call, imageId);
    await tx.run`update product_variants set image_id = null where image_id = ${imageId}`;
    await tx.run`delete from product_images where id = ${imageId}`;
    await productChanged(ctx, tx, productId);
    return file_id;
  });
  if (fileId !== null) await ctx.clients.media.releaseFiles({ claim: claimOf(fileId) });
});
