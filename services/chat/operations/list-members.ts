import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { chatService } from '../definition.ts';
import { seeChannel } from '../queries/channels.ts';
import { membersOf } from '../queries/residents.ts';

/** Whose presence is not known counts as away from here: it is a hint that expires by itself. */
export const listMembers = chatService.operation('listMembers', async (ctx, { channelId, limit, cursor }, call) => {
  const key = afterCursor(cursor, [Id]);
  await seeChannel(ctx.db, call, channelId);
  const members = await membersOf(ctx.db, channelId, { after: key?.[0] ?? null, limit: limit + 1 });
  const states = await ctx.keys
    .getMany(members.map(({ userId }) => `presence:${userId}`))
    .catch(() => members.map(() => null));
  return toPage(
    members.map((member, index) => ({ ...member, presence: shownAs(states[index]) })),
    limit,
    ({ userId }) => [userId],
    member => member,
  );
});

const shownAs = (state: string | null | undefined): 'online' | 'away' | 'offline' =>
  state === 'online' || state === 'away' ? state : 'offline';
