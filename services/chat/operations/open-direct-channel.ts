import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { chatService } from '../definition.ts';
import { myChannel } from '../queries/channels.ts';

export const openDirectChannel = chatService.operation('openDirectChannel', async (ctx, input, call) => {
  const { buildingId, userId } = input;
  if (userId === call.userId) fail('failed_precondition', 'Choose somebody else.', { reason: 'own_id' });
  const pair = [call.userId, userId].sort();
  return ctx.db.transaction(async tx => {
    call.require(
      (await belongs(tx, call.userId, buildingId)) && (await belongs(tx, userId, buildingId)),
      'There is nobody like this in the building.',
    );
    await tx.run`
      insert into channels (id, building_id, kind, user_a, user_b, created_by, created_at)
      values (${ctx.id()}, ${buildingId}, 'direct', ${pair[0]}, ${pair[1]}, ${call.userId}, ${ctx.now()})
      on conflict (building_id, user_a, user_b) where kind = 'direct' do nothing`;
    const { id } = await tx.one({ id: col.uuid })`
      select id from channels
      where kind = 'direct' and building_id = ${buildingId} and user_a = ${pair[0]} and user_b = ${pair[1]}`;
    const channel = await myChannel(tx, call.userId, id);
    tx.afterCommit(() => ctx.push({ userId }, 'channel', { channelId: id }));
    return channel;
  });
});

async function belongs(tx: Tx, userId: string, buildingId: string): Promise<boolean> {
  const found = await tx.one({ belongs: col.bool })`
    select exists (select from residents where user_id = ${userId} and building_id = ${buildingId} and lives)
        or exists (select from staff where user_id = ${userId} and building_id = ${buildingId}) as belongs`;
  return found.belongs;
}
