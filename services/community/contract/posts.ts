// Endpoints on posts and the feed.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import {
  Audience,
  buildingInput,
  Edit,
  FileIds,
  Post,
  PostKind,
  PostState,
  postInput,
  ReactionName,
  Text,
  Title,
  versionInput,
  writing,
} from './wire.ts';

const PollOptions = z.array(line(200)).min(2).max(20);
const whole = { entranceIds: [], unitKinds: [], unitIds: [] };

export const createPost = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/posts',
  summary: 'Write to the building, or ask it by a poll',
  description: 'For verified residents and those who work for the building. Photos are uploaded to `/v1/files` first.',
  access: 'row',
  idempotent: true,
  creates: true,
  limit: writing,
  input: z.strictObject({
    ...buildingInput,
    title: Title.optional(),
    text: Text,
    audience: Audience.default(whole),
    fileIds: FileIds,
    publishAt: Timestamp.optional().describe('At once without it'),
    expiresAt: Timestamp.optional(),
    poll: z
      .strictObject({
        options: PollOptions,
        multiple: z.boolean().default(false),
        anonymous: z.boolean().default(false),
        per: z.enum(['person', 'home']).default('person'),
        closesAt: Timestamp,
      })
      .optional(),
  }),
  output: Post,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'invalid_argument'],
});

export const listFeed = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/feed',
  summary: 'What is going on in a building, newest first',
  access: 'row',
  input: z.strictObject({ ...buildingInput, ...pageInput, kind: PostKind.optional() }),
  output: pageOf(Post),
  errors: ['not_found', 'invalid_cursor'],
});

export const listPosts = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/posts',
  summary: 'What I wrote, in every state; what anybody did for those who work for the building',
  access: 'row',
  input: z.strictObject({ ...buildingInput, ...pageInput, state: PostState.optional() }),
  output: pageOf(Post),
  errors: ['not_found', 'invalid_cursor'],
});

export const getPost = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId',
  summary: 'One post',
  access: 'row',
  input: z.strictObject(postInput),
  output: Post,
  errors: ['not_found'],
});

export const updatePost = endpoint({
  method: 'PATCH',
  path: '/v1/posts/:postId',
  summary: 'Change what I wrote; what stood there before stays readable',
  access: 'row',
  input: z.strictObject({
    ...postInput,
    title: Title.optional(),
    text: Text.optional(),
    expiresAt: Timestamp.nullable().optional(),
    ...versionInput,
  }),
  output: Post,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'version_mismatch'],
});

export const deletePost = endpoint({
  method: 'DELETE',
  path: '/v1/posts/:postId',
  summary: 'Take back what I wrote; announcements are taken back by anybody who may make them',
  access: 'row',
  input: z.strictObject(postInput),
  output: Nothing,
  errors: ['not_found', 'permission_denied'],
});

export const listPostEdits = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/edits',
  summary: 'What stood in a post before it was changed, newest first',
  access: 'row',
  input: z.strictObject({ ...postInput, ...pageInput }),
  output: pageOf(Edit),
  errors: ['not_found', 'invalid_cursor'],
});

const PostFile = z
  .strictObject({
    fileId: Id,
    commentId: Id.nullable(),
    mime: z.string(),
    size: z.int(),
    url: z.string().nullable().describe('Null while the files cannot be reached'),
    thumbnailUrl: z.string().nullable(),
  })
  .meta({ id: 'PostFile' });

export const listPostFiles = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/files',
  summary: 'The photos of a post and its comments, with links that open for a few minutes',
  access: 'row',
  input: z.strictObject(postInput),
  output: z.strictObject({ items: z.array(PostFile) }),
  errors: ['not_found'],
});

export const setPostReaction = endpoint({
  method: 'PUT',
  path: '/v1/posts/:postId/reaction',
  summary: 'React to a post; one reaction a person',
  access: 'row',
  input: z.strictObject({ ...postInput, reaction: ReactionName }),
  output: Nothing,
  errors: ['not_found'],
});

export const removePostReaction = endpoint({
  method: 'DELETE',
  path: '/v1/posts/:postId/reaction',
  summary: 'Take my reaction back',
  access: 'row',
  input: z.strictObject(postInput),
  output: Nothing,
  errors: ['not_found'],
});
