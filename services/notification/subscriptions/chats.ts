// What is said in channels, to those it is said to: whom a message names, and the other of a direct channel. What was said
// stays in chat; a notice only leads there.

import { messageSent } from '#services/chat/events';
import { notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';

export const onMessageSent = notificationService.on(messageSent, async (ctx, data, tx, { id: key }) => {
  const { channelId, channelName, messageId, mentions, recipientId } = data;
  const variables = { channelId, messageId };
  if (recipientId !== null)
    await enqueue(ctx, tx, { type: 'chat.direct_message', key, userIds: [recipientId], variables });
  const named = mentions.filter(userId => userId !== recipientId);
  const more = { ...variables, channel: channelName ?? '' };
  await enqueue(ctx, tx, { type: 'chat.mentioned', key, userIds: named, variables: more });
});
