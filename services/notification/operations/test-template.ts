import { json } from '#kernel/sql/tag';
import { notificationService } from '../definition.ts';
import { wake } from '../delivery/wake.ts';
import { ruleOf } from '../domain/types.ts';

export const testTemplate = notificationService.operation('testTemplate', async (ctx, { type }, call) =>
  ctx.db.transaction(async tx => {
    await tx.run`
      insert into deliveries (id, notification_id, user_id, type, key, channel, variables, test, due_at, created_at)
      values (${ctx.id()}, ${ctx.id()}, ${call.userId}, ${type}, ${`test:${ctx.id()}`}, 'email',
              ${json(ruleOf(type).sample)}, true, ${ctx.now()}, ${ctx.now()})`;
    tx.afterCommit(() => wake(ctx, ['email']));
  }),
);
