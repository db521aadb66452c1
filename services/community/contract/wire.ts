// The wire forms of what people write, and of who is meant.

import { z } from 'zod';
import { Id, line, prose, Timestamp } from '#kernel/contract';

export const UnitKind = z.enum(['flat', 'parking', 'commercial', 'storage']);
export type UnitKind = z.output<typeof UnitKind>;

export const Audience = z
  .strictObject({
    entranceIds: z.array(Id).max(50).default([]),
    unitKinds: z.array(UnitKind).max(4).default([]),
    unitIds: z.array(Id).max(500).default([]),
  })
  .meta({
    id: 'Audience',
    description:
      'All of the building where nothing is named. Entrances and kinds narrow each other: flats of entrance B. Units are ' +
      'added to them.',
  });
export type Audience = z.output<typeof Audience>;

export const FlagReason = z
  .enum(['spam', 'offensive', 'dangerous', 'private', 'off_topic', 'other'])
  .meta({ id: 'FlagReason' });
export type FlagReason = z.output<typeof FlagReason>;

export const ReactionName = z.enum(['like', 'love', 'laugh', 'thanks', 'surprised', 'sad']).meta({ id: 'Reaction' });
export type ReactionName = z.output<typeof ReactionName>;

export const Hidden = z
  .strictObject({ reason: FlagReason, by: z.enum(['flags', 'moderator']), at: Timestamp })
  .meta({ id: 'Hidden', description: 'Why others do not see it; shown to its author and to moderators' });
export type Hidden = z.output<typeof Hidden>;

const reactions = {
  reactions: z.partialRecord(ReactionName, z.int()),
  myReaction: ReactionName.nullable(),
};

export const AnnouncementClass = z.enum(['info', 'important', 'emergency']).meta({ id: 'AnnouncementClass' });

export const Poll = z
  .strictObject({
    multiple: z.boolean(),
    anonymous: z.boolean(),
    per: z.enum(['person', 'home']),
    closesAt: Timestamp,
    closed: z.boolean(),
    voters: z.int(),
    options: z.array(
      z.strictObject({
        id: Id,
        text: z.string(),
        votes: z.int().nullable().describe('Null while an anonymous poll is open: its answers are shown at its end'),
      }),
    ),
    voted: z.boolean().describe('Whether I, or one of my homes, took part'),
    myOptionIds: z.array(Id).describe('Of an anonymous poll nobody knows'),
  })
  .meta({ id: 'Poll' });
export type Poll = z.output<typeof Poll>;

export const PostKind = z.enum(['post', 'poll', 'announcement']);
export const PostState = z.enum(['scheduled', 'published', 'expired']);

export const Post = z
  .strictObject({
    id: Id,
    buildingId: Id,
    kind: PostKind,
    authorId: Id.nullable(),
    byManagement: z.boolean(),
    title: z.string().nullable(),
    text: z.string(),
    audience: Audience,
    state: PostState,
    hidden: Hidden.nullable(),
    publishedAt: Timestamp.describe('To come, of what is scheduled'),
    expiresAt: Timestamp.nullable(),
    announcement: z
      .strictObject({
        class: AnnouncementClass,
        acknowledge: z.boolean(),
        acknowledgedAt: Timestamp.nullable().describe('When I did'),
      })
      .nullable(),
    poll: Poll.nullable(),
    fileIds: z.array(Id),
    comments: z.int(),
    ...reactions,
    createdAt: Timestamp,
    editedAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Post' });
export type Post = z.output<typeof Post>;

export const Comment = z
  .strictObject({
    id: Id,
    postId: Id,
    parentId: Id.nullable(),
    depth: z.int().describe('0 for a comment on the post itself'),
    authorId: Id.nullable(),
    byManagement: z.boolean(),
    text: z.string().nullable().describe('Null where it was deleted or is hidden from me'),
    state: z.enum(['shown', 'hidden', 'deleted']),
    hidden: Hidden.nullable(),
    fileIds: z.array(Id),
    ...reactions,
    createdAt: Timestamp,
    editedAt: Timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Comment' });
export type Comment = z.output<typeof Comment>;

export const Edit = z
  .strictObject({ version: z.int(), title: z.string().nullable(), text: z.string(), until: Timestamp })
  .meta({ id: 'FormerText', description: 'What stood there until then' });

// Input fields that several endpoints share.
export const buildingInput = { buildingId: Id };
export const postInput = { postId: Id };
export const commentInput = { commentId: Id };
export const versionInput = {
  expectedVersion: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('The version last seen (If-Match); refused if it has changed'),
};
export const FileIds = z.array(Id).max(10).default([]).describe('Uploaded photos of yours');
export const Title = line(140, 3);
export const Text = prose(10_000);

/** Enough for a lively evening, too little for a flood. */
export const writing = { per: 'user', capacity: 60, perMinute: 30 } as const;
export const staffOfBuilding = { role: ['manager', 'support'], of: { building: 'buildingId' } } as const;
export const staffOfRow = { role: ['manager', 'support'], of: 'row' } as const;
