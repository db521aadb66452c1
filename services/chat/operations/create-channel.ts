import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { chatService } from '../definition.ts';
import { myChannel } from '../queries/channels.ts';

export const createChannel = chatService.operation('createChannel', async (ctx, input, call) => {
  const { buildingId, name, description } = input;
  return ctx.db.transaction(async tx => {
    const { belongs } = await tx.one({ belongs: col.bool })`
      select exists (select from residents where user_id = ${call.userId} and building_id = ${buildingId} and lives and verified)
          or exists (select from staff where user_id = ${call.userId} and building_id = ${buildingId}) as belongs`;
    if (!belongs) fail('permission_denied', 'Only verified residents and staff of the building open channels.');
    const id = ctx.id();
    await tx.run`
      insert into channels (id, building_id, kind, name, description, created_by, created_at)
      values (${id}, ${buildingId}, 'topic', ${name}, ${description}, ${call.userId}, ${ctx.now()})`;
    return myChannel(tx, call.userId, id);
  });
});
