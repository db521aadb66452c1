// Endpoints on what should not stand there: flags, the moderators' queue and their decisions.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { buildingInput, commentInput, FlagReason, postInput, staffOfBuilding, staffOfRow, writing } from './wire.ts';

const flagging = { reason: FlagReason, note: prose(500, 0).default('') };
const deciding = {
  decision: z.enum(['hide', 'keep']),
  reason: FlagReason.optional().describe('With `hide`; its author reads it'),
  note: prose(1_000, 0).default('').describe('For moderators'),
};

export const flagPost = endpoint({
  method: 'POST',
  path: '/v1/posts/:postId/flags',
  summary: 'Say that a post should not stand there',
  access: 'row',
  idempotent: true,
  limit: writing,
  input: z.strictObject({ ...postInput, ...flagging }),
  output: Nothing,
  errors: ['not_found', 'already_exists', 'failed_precondition'],
});

export const flagComment = endpoint({
  method: 'POST',
  path: '/v1/comments/:commentId/flags',
  summary: 'Say that a comment should not stand there',
  access: 'row',
  idempotent: true,
  limit: writing,
  input: z.strictObject({ ...commentInput, ...flagging }),
  output: Nothing,
  errors: ['not_found', 'already_exists', 'failed_precondition'],
});

const Flagged = z
  .strictObject({
    postId: Id,
    commentId: Id.nullable(),
    authorId: Id.nullable(),
    title: z.string().nullable(),
    text: z.string(),
    hidden: z.boolean(),
    scorePercent: z.int().describe('100 is the word of one newcomer; who was right before weighs more'),
    flags: z.array(
      z.strictObject({ userId: Id.nullable(), reason: FlagReason, note: z.string(), createdAt: Timestamp }),
    ),
  })
  .meta({ id: 'FlaggedContent' });

export const listFlagged = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/flagged',
  summary: 'What was flagged and waits for a decision, the worst first',
  access: staffOfBuilding,
  input: z.strictObject({ ...buildingInput, ...pageInput }),
  output: pageOf(Flagged),
  errors: ['invalid_cursor'],
});

const Decision = z
  .strictObject({
    id: Id,
    postId: Id,
    commentId: Id.nullable(),
    decision: z.enum(['auto_hidden', 'hidden', 'kept']),
    reason: FlagReason.nullable(),
    note: z.string(),
    flags: z.int().describe('How many waited for it'),
    scorePercent: z.int(),
    decidedBy: Id.nullable(),
    decidedAt: Timestamp,
  })
  .meta({ id: 'ModerationDecision' });

export const decideOnPost = endpoint({
  method: 'POST',
  path: '/v1/posts/:postId/decisions',
  summary: 'Hide a post from its audience, or keep it; settles its flags',
  access: staffOfRow,
  idempotent: true,
  creates: true,
  audit: ['postId', 'decision', 'reason'],
  input: z.strictObject({ ...postInput, ...deciding }),
  output: Decision,
  errors: ['not_found', 'permission_denied', 'invalid_argument'],
});

export const decideOnComment = endpoint({
  method: 'POST',
  path: '/v1/comments/:commentId/decisions',
  summary: 'Hide a comment, or keep it; settles its flags',
  access: staffOfRow,
  idempotent: true,
  creates: true,
  audit: ['commentId', 'decision', 'reason'],
  input: z.strictObject({ ...commentInput, ...deciding }),
  output: Decision,
  errors: ['not_found', 'permission_denied', 'invalid_argument'],
});

export const listDecisions = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/moderation-decisions',
  summary: 'What was decided in a building, by whom and why, newest first',
  access: staffOfBuilding,
  input: z.strictObject({ ...buildingInput, ...pageInput }),
  output: pageOf(Decision),
  errors: ['invalid_cursor'],
});
