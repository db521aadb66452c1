import { fail } from '#kernel/errors';
import { changeMessage } from '../change/channel.ts';
import { chatService } from '../definition.ts';
import { mayPin } from '../domain/access.ts';
import { pinnedAs } from '../domain/messages.ts';

export const unpinMessage = chatService.operation('unpinMessage', (ctx, input, call) =>
  changeMessage(ctx, call, input, async ({ tx, seen, entry }) => {
    if (!mayPin(seen.place, seen.standing)) fail('permission_denied', 'You may not unpin in this channel.');
    if (!entry.body.pinned) return null;
    await tx.run`delete from pins where channel_id = ${entry.stream} and message_id = ${entry.id}`;
    return pinnedAs(entry.body, false);
  }),
);
