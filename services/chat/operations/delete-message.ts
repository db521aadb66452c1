import { fail } from '#kernel/errors';
import { changeMessage } from '../change/channel.ts';
import { takeBack } from '../change/delete.ts';
import { chatService } from '../definition.ts';
import { mayModerate } from '../domain/access.ts';

export const deleteMessage = chatService.operation('deleteMessage', (ctx, input, call) =>
  changeMessage(ctx, call, input, async ({ tx, seen, entry }) => {
    const own = entry.body.authorId === call.userId;
    if (!own && !mayModerate(seen.place, seen.standing))
      fail('permission_denied', 'Only its author or the management takes a message back.');
    return takeBack(ctx, tx, entry, own ? 'author' : 'moderator');
  }),
);
