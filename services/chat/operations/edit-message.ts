import { fail } from '#kernel/errors';
import { changeMessage, keepRevision, requireThere } from '../change/channel.ts';
import { chatService } from '../definition.ts';
import { mayPost } from '../domain/access.ts';
import { edited } from '../domain/messages.ts';

export const editMessage = chatService.operation('editMessage', (ctx, input, call) =>
  changeMessage(ctx, call, input, async ({ tx, seen, entry }) => {
    const { text, expectedVersion } = input;
    if (entry.body.authorId !== call.userId || !mayPost(seen.place, seen.standing))
      fail('permission_denied', 'Only its author changes what a message says.');
    requireThere(entry);
    if (expectedVersion !== undefined && expectedVersion !== entry.body.version)
      fail('version_mismatch', 'This message was changed in the meantime; read it again.');
    if (text === entry.body.text) return null;
    await keepRevision(tx, ctx, entry);
    return edited(entry.body, text, ctx.now());
  }),
);
