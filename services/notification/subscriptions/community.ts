// What is announced, answered and moderated in a building.

import { CodedError } from '#kernel/errors';
import { announcementPublished, commentCreated, contentFlagged, contentModerated } from '#services/community/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import { staffOf } from '../queries.ts';

/** Whom an announcement is for; nobody where it was taken back meanwhile. */
async function audienceOf(ctx: NotificationCtx, { postId }: { postId: string }) {
  try {
    return await ctx.clients.community.listAudience({ postId });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return { title: '', userIds: [] };
    throw error;
  }
}

export const onAnnounced = notificationService.onPrepared(
  announcementPublished,
  audienceOf,
  async (ctx, { postId, class: loudness, acknowledge, by }, tx, _meta, { title, userIds }) =>
    enqueue(ctx, tx, {
      type: `announcement.${loudness}`,
      key: postId,
      userIds: userIds.filter(userId => userId !== by),
      variables: { postId, title, acknowledge },
    }),
);

export const onCommented = notificationService.on(commentCreated, (ctx, { postId, commentId, watchers }, tx) =>
  enqueue(ctx, tx, { type: 'comment.created', key: commentId, userIds: watchers, variables: { postId, commentId } }),
);

/** Moderators are told once that something was flagged, and once more when it is hidden by it. */
export const onFlagged = notificationService.on(contentFlagged, async (ctx, data, tx) => {
  const { contentId, kind, buildingId, hidden } = data;
  const managers = (await staffOf(tx, buildingId)).filter(({ role }) => role === 'manager');
  await enqueue(ctx, tx, {
    type: 'content.flagged',
    key: `${contentId}:${hidden ? 'hidden' : 'shown'}`,
    userIds: managers.map(({ userId }) => userId),
    variables: { buildingId, message: kind === 'message', hidden },
  });
});

export const onModerated = notificationService.on(
  contentModerated,
  async (ctx, { postId, authorId, outcome, reason }, tx, meta) =>
    enqueue(ctx, tx, {
      type: 'content.moderated',
      key: meta.id,
      userIds: authorId ? [authorId] : [],
      variables: { postId, hidden: outcome === 'hidden', reason: reason ?? '' },
    }),
);
