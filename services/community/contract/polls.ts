// Endpoints on polls; a poll is asked by `createPost`.

import { z } from 'zod';
import { endpoint, Id, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Post, postInput } from './wire.ts';

export const vote = endpoint({
  method: 'PUT',
  path: '/v1/posts/:postId/vote',
  summary: 'Answer a poll, for myself or for my home',
  description:
    'Another answer replaces the first while the poll is open; that to an anonymous poll is final, as nobody knows it.',
  access: 'row',
  input: z.strictObject({
    ...postInput,
    optionIds: z.array(Id).min(1).max(20),
    unitId: Id.optional().describe('Which of my homes, where each has a vote and I have several'),
  }),
  output: Post,
  errors: ['not_found', 'permission_denied', 'failed_precondition', 'invalid_argument', 'already_exists'],
});

export const closePoll = endpoint({
  method: 'POST',
  path: '/v1/posts/:postId/poll-closing',
  summary: 'End a poll before its time',
  description: 'For its author and those who work for the building.',
  access: 'row',
  idempotent: true,
  input: z.strictObject(postInput),
  output: Post,
  errors: ['not_found', 'permission_denied', 'failed_precondition'],
});

const Vote = z
  .strictObject({ userId: Id.nullable(), unitId: Id.nullable(), optionIds: z.array(Id), castAt: Timestamp })
  .meta({ id: 'Vote' });

export const listVotes = endpoint({
  method: 'GET',
  path: '/v1/posts/:postId/votes',
  summary: 'Who answered what in a poll that is not anonymous',
  access: 'row',
  input: z.strictObject({ ...postInput, ...pageInput }),
  output: pageOf(Vote),
  errors: ['not_found', 'failed_precondition', 'invalid_cursor'],
});
