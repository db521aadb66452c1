import { seeOrder } from '../../access.ts';
import { orderService } from '../../definition.ts';
import { viewOrder } from '../../queries/view.ts';

export const addNote = orderService.operation('addNote', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { order, who, vendorIds } = await seeOrder(ctx, tx, input, call);
    await tx.run`
      insert into order_notes (id, order_id, author, author_id, text, created_at)
      values (${ctx.id()}, ${order.id}, ${who}, ${call.user?.userId ?? null}, ${input.text}, ${ctx.now()})`;
    return viewOrder(ctx, tx, order, vendorIds);
  }),
);
