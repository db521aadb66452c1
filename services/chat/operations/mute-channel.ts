import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';

export const muteChannel = chatService.operation('muteChannel', async (ctx, { channelId, until }, call) => {
  await seeChannel(ctx.db, call, channelId);
  await ctx.db.run`
    insert into read_states (channel_id, user_id, muted_until) values (${channelId}, ${call.userId}, ${until})
    on conflict (channel_id, user_id) do update set muted_until = excluded.muted_until`;
});
