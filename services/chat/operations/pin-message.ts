import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { changeMessage, requireThere } from '../change/channel.ts';
import { chatService } from '../definition.ts';
import { mayPin } from '../domain/access.ts';
import { pinnedAs } from '../domain/messages.ts';

const maxPins = 50;

export const pinMessage = chatService.operation('pinMessage', (ctx, input, call) =>
  changeMessage(ctx, call, input, async ({ tx, seen, entry }) => {
    if (!mayPin(seen.place, seen.standing)) fail('permission_denied', 'You may not pin in this channel.');
    requireThere(entry);
    if (entry.body.pinned) return null;
    const { pinned } = await tx.one({ pinned: col.int })`
      select count(*)::int as pinned from pins where channel_id = ${entry.stream}`;
    if (pinned >= maxPins)
      fail('failed_precondition', `A channel has at most ${maxPins} pins; take one off.`, { reason: 'too_many_pins' });
    await tx.run`
      insert into pins (channel_id, message_id, message_at, pinned_by, pinned_at)
      values (${entry.stream}, ${entry.id}, ${entry.at}, ${call.userId}, ${ctx.now()})`;
    return pinnedAs(entry.body, true);
  }),
);
