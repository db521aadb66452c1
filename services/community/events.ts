// The facts community owns. What was written stays here: who needs it asks for it.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

const post = { postId: Id, buildingId: Id };
const audience = z.strictObject({
  entranceIds: z.array(Id),
  unitKinds: z.array(z.enum(['flat', 'parking', 'commercial', 'storage'])),
  unitIds: z.array(Id),
});

export const postCreated = event(
  'post.created',
  1,
  'postId',
  z.strictObject({
    ...post,
    kind: z.enum(['post', 'poll', 'announcement']),
    authorId: Id.nullable(),
    audience,
  }),
  'Something new stands in the feed of a building',
);

export const postChanged = event(
  'post.changed',
  1,
  'postId',
  z.strictObject({ ...post, change: z.enum(['edited', 'hidden', 'restored', 'expired', 'deleted']) }),
  'A post reads otherwise, or is not to be seen any more',
);

export const commentCreated = event(
  'comment.created',
  1,
  'commentId',
  z.strictObject({
    ...post,
    commentId: Id,
    parentId: Id.nullable(),
    authorId: Id,
    /** The authors of what it answers, as far as they still live or work there. */
    watchers: z.array(Id),
  }),
  'Somebody commented on a post',
);

const content = { contentId: Id, ...post, commentId: Id.nullable() };

/** Chat tells of its messages with it too. */
export const contentFlagged = event(
  'content.flagged',
  1,
  'contentId',
  z.strictObject({
    contentId: Id,
    kind: z.enum(['post', 'comment', 'message']),
    buildingId: Id,
    /** Where it stands: the post, or the channel of a message. */
    placeId: Id,
    reason: z.string(),
    /** The weight of all who said so. */
    scorePercent: z.int(),
    hidden: z.boolean(),
  }),
  'Somebody thinks that a post, a comment or a message should not stand there',
);

export const contentModerated = event(
  'content.moderated',
  1,
  'contentId',
  z.strictObject({
    ...content,
    authorId: Id.nullable(),
    outcome: z.enum(['hidden', 'restored']),
    reason: z.string().nullable(),
    by: z.enum(['flags', 'moderator']),
  }),
  'A post or a comment was hidden from its audience, or is shown again',
);

export const announcementPublished = event(
  'announcement.published',
  1,
  'postId',
  z.strictObject({
    ...post,
    class: z.enum(['info', 'important', 'emergency']),
    acknowledge: z.boolean(),
    audience,
    by: Id.nullable(),
  }),
  'The management of a building has told something',
);

export const communityMoveOutHandled = event(
  'community.move_out_handled',
  1,
  'moveOutId',
  z.strictObject({ moveOutId: Id, ended: z.record(z.string(), z.int()) }),
  'community has done its share of a move-out: how many homes and scheduled posts ended',
);
