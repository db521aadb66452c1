// Times that many want are given by lot, and anybody can check how.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { wishFields } from './bookings.ts';
import { Day, managerOfRow, usersOfRow, WallTime } from './wire.ts';

const draw = {
  id: Id,
  resourceId: Id,
  buildingId: Id,
  firstDay: z.string(),
  lastDay: z.string(),
  closesAt: Timestamp,
  seedHash: z.string().describe('SHA-256 of the seed, published before anybody enters'),
  seed: z.string().nullable().describe('Shown with the result'),
  entriesDigest: z.string().nullable(),
  state: z.enum(['open', 'drawn']),
  drawnAt: Timestamp.nullable(),
};
const Draw = z.strictObject(draw).meta({ id: 'Draw' });

export const openDraw = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/draws',
  summary: 'Give the times of some days by lot; until then nobody can book them',
  access: managerOfRow,
  idempotent: true,
  creates: true,
  audit: ['resourceId', 'firstDay', 'lastDay', 'closesAt'],
  input: z.strictObject({ resourceId: Id, firstDay: Day, lastDay: Day, closesAt: z.iso.datetime({ precision: 3 }) }),
  output: Draw,
  errors: ['not_found', 'failed_precondition', 'conflict'],
});

export const listDraws = endpoint({
  method: 'GET',
  path: '/v1/resources/:resourceId/draws',
  summary: 'The draws of a resource, newest first',
  access: usersOfRow,
  input: z.strictObject({ resourceId: Id, ...pageInput }),
  output: pageOf(Draw),
  errors: ['not_found', 'invalid_cursor'],
});

export const getDraw = endpoint({
  method: 'GET',
  path: '/v1/draws/:drawId',
  summary: 'A draw with all its entries and, once it is drawn, all it takes to check it',
  description:
    'The lot of an entry is the SHA-256 of `seed`, a line break, `entriesDigest`, a line break and the id of the entry; ' +
    '`entriesDigest` is the SHA-256 of the ids in order, a line each. The smallest lot chooses first, and gets the first ' +
    'of its wishes that is still free. Entries say whose they are to oneself and to managers only.',
  access: usersOfRow,
  input: z.strictObject({ drawId: Id }),
  output: z
    .strictObject({
      ...draw,
      entries: z.array(
        z.strictObject({
          entryId: Id,
          userId: Id.nullable(),
          rank: z.int().nullable(),
          wishes: z
            .array(z.strictObject({ start: z.string(), end: z.string() }))
            .nullable()
            .describe('Of one’s own entry, the dearest first'),
          given: z.strictObject({ start: z.string(), end: z.string() }).nullable(),
        }),
      ),
    })
    .meta({ id: 'DrawDetails' }),
  errors: ['not_found'],
});

export const enterDraw = endpoint({
  method: 'PUT',
  path: '/v1/draws/:drawId/entry',
  summary: 'Enter a draw, with up to ten wishes, the dearest first; again to change them',
  access: usersOfRow,
  input: z.strictObject({
    drawId: Id,
    wishes: z
      .array(z.strictObject({ start: WallTime, end: WallTime }))
      .min(1)
      .max(10),
    unitId: wishFields.unitId,
    acceptedTerms: wishFields.acceptedTerms,
  }),
  output: z.strictObject({ entryId: Id, drawId: Id }),
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const leaveDraw = endpoint({
  method: 'DELETE',
  path: '/v1/draws/:drawId/entry',
  summary: 'Take one’s entry back while the draw is open',
  access: usersOfRow,
  input: z.strictObject({ drawId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});
