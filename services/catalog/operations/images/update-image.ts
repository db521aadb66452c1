import { catalogService } from '../../definition.ts';
import { lockImage, productChanged } from '../../queries/own.ts';

export const updateImage = catalogService.operation('updateImage', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { imageId } = input;
    const { product_id: productId, ...before } = await lockImage(tx, call, imageId);
    const { alt = before.alt, position = before.position } = input;
    // The one that stands at the new place, and those after it, make room.
    if (position !== before.position)
      await tx.run`
        update product_images set position = position + 1
        where product_id = ${productId} and position >= ${position} and id <> ${imageId}`;
    await tx.run`update product_images set alt = ${alt}, position = ${position} where id = ${imageId}`;
    return productChanged(ctx, tx, productId);
  }),
);
