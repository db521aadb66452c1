// Endpoints on comments.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, prose } from '#kernel/contract';
import { Comment, commentInput, Edit, FileIds, postInput, ReactionName, versionInput, writing } from './wire.ts';

const Text = prose(5_000);

export const addComment = endpoint({
  method: 'POST',
  path: '/v1/posts/:postId/comments',
  summary: 'Comment on a post, or answer a comment',
  access: 'row',
  idempotent: true,
  creates: true,
  limit: writing,
  input: z.strictObject({ ...postInput, parentId: Id.optional(), text: Text, fileIds: FileIds }),
  output: Comment,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

export const listComments = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/comments',
  summary: 'The comments on a post, thread after thread, oldest first',
  access: 'row',
  input: z.strictObject({ ...postInput, ...pageInput }),
  output: pageOf(Comment),
  errors: ['not_found', 'invalid_cursor'],
});

export const updateComment = endpoint({
  method: 'PATCH',
  path: '/v1/comments/:commentId',
  summary: 'Change what I wrote; what stood there before stays readable',
  access: 'row',
  input: z.strictObject({ ...commentInput, text: Text, ...versionInput }),
  output: Comment,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'version_mismatch'],
});

export const deleteComment = endpoint({
  method: 'DELETE',
  path: '/v1/comments/:commentId',
  summary: 'Take back what I wrote; the answers to it stay',
  access: 'row',
  input: z.strictObject(commentInput),
  output: Nothing,
  errors: ['not_found', 'permission_denied'],
});

export const listCommentEdits = endpoint({
  method: 'GET',
  path: '/v1/comments/:commentId/edits',
  summary: 'What stood in a comment before it was changed, newest first',
  access: 'row',
  input: z.strictObject({ ...commentInput, ...pageInput }),
  output: pageOf(Edit),
  errors: ['not_found', 'invalid_cursor'],
});

export const setCommentReaction = endpoint({
  method: 'PUT',
  path: '/v1/comments/:commentId/reaction',
  summary: 'React to a comment; one reaction a person',
  access: 'row',
  input: z.strictObject({ ...commentInput, reaction: ReactionName }),
  output: Nothing,
  errors: ['not_found'],
});

export const removeCommentReaction = endpoint({
  method: 'DELETE',
  path: '/v1/comments/:commentId/reaction',
  summary: 'Take my reaction back',
  access: 'row',
  input: z.strictObject(commentInput),
  output: Nothing,
  errors: ['not_found'],
});
