// Endpoints on who belongs to a home, and on leaving it.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Day, Home, Membership, Relation } from './wire.ts';

const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

export const getHomes = endpoint({
  method: 'GET',
  path: '/v1/me/homes',
  summary: 'The homes I belong to, now or soon',
  access: 'user',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(Home),
});

export const listUnitMembers = endpoint({
  method: 'GET',
  path: '/v1/units/:unitId/members',
  summary: 'Who belongs to a home; with its history for a manager',
  access: 'row',
  input: z.strictObject({
    unitId: Id,
    ...pageInput,
    state: z.enum(['current', 'ended', 'all']).default('current').describe('Members of the home see only `current`'),
  }),
  output: pageOf(Membership),
  errors: ['not_found'],
});

const Resident = z
  .strictObject({
    userId: Id,
    since: Timestamp,
    homes: z.array(z.strictObject({ unitId: Id, unit: z.string(), relation: Relation, livesHere: z.boolean() })),
  })
  .meta({ id: 'Resident' });

export const listPeople = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/people',
  summary: 'Everybody who belongs to a building, by how long',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput, relation: Relation.optional() }),
  output: pageOf(Resident),
});

export const updateMembership = endpoint({
  method: 'PATCH',
  path: '/v1/memberships/:membershipId',
  summary: 'Change the days of a stay, or whether somebody lives there',
  description:
    'A manager or the person themselves. The day of moving in can be changed until it has come; after the last day ' +
    'the home is vacated.',
  access: 'row',
  input: z.strictObject({
    membershipId: Id,
    livesHere: z.boolean().optional(),
    movesInOn: Day.optional(),
    movesOutOn: Day.nullable().optional(),
    expectedVersion: z.int().min(1).max(2_147_483_647).optional().describe('Or the ETag as If-Match'),
  }),
  output: Membership,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const cancelMoveIn = endpoint({
  method: 'DELETE',
  path: '/v1/memberships/:membershipId',
  summary: 'Call off a move-in that is still to come',
  access: 'row',
  input: z.strictObject({ membershipId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

const MoveOut = z
  .strictObject({
    id: Id,
    membershipId: Id,
    unitId: Id,
    buildingId: Id,
    userId: Id.nullable(),
    reason: z.enum(['moved_out', 'removed', 'stay_over', 'account_deleted']),
    by: Id.nullable(),
    leftBuilding: z.boolean().describe('False if the person has another home in the building'),
    vacatedAt: Timestamp,
    complete: z.boolean().describe('Whether every service has done its share'),
    expected: z.int(),
    reported: z.int(),
    reports: z.array(
      z.strictObject({
        service: z.string(),
        handledAt: Timestamp.nullable(),
        ended: z.record(z.string(), z.int()).nullable().describe('What ended there, and how many of it'),
      }),
    ),
  })
  .meta({ id: 'MoveOut' });

export const countBuilding = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/counts',
  summary: 'How many homes and people a building has, and what waits for its management',
  access: { role: ['manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({ buildingId: Id }),
  output: z
    .strictObject({
      units: z.int(),
      occupiedUnits: z.int().describe('Those somebody lives in'),
      residents: z.int().describe('People who live there, each once however many homes they have'),
      pendingVerifications: z.int(),
      oldestVerificationAt: Timestamp.nullable().describe('Since when the oldest of them waits'),
      openInvitations: z.int(),
    })
    .meta({ id: 'BuildingCounts' }),
  errors: ['not_found'],
});

export const moveOut = endpoint({
  method: 'POST',
  path: '/v1/memberships/:membershipId/move-out',
  summary: 'Vacate a home now',
  description: 'A manager, the person themselves, or an owner for a member of the household.',
  access: 'row',
  idempotent: true,
  creates: true,
  audit: ['membershipId'],
  input: z.strictObject({ membershipId: Id }),
  output: MoveOut,
  errors: ['not_found', 'failed_precondition'],
});

export const getMoveOut = endpoint({
  method: 'GET',
  path: '/v1/move-outs/:moveOutId',
  summary: 'A move-out, and which services have done their share of it',
  access: 'row',
  input: z.strictObject({ moveOutId: Id }),
  output: MoveOut,
  errors: ['not_found'],
});

export const listMoveOuts = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/move-outs',
  summary: 'The move-outs of a building, newest first',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput, complete: z.boolean().optional() }),
  output: pageOf(MoveOut),
});

export const listMemberships = endpoint({
  method: 'POST',
  path: '/v1/internal/memberships',
  summary: 'The homes somebody belongs to now',
  access: 'service',
  input: z.strictObject({ userId: Id }),
  output: z.strictObject({ items: z.array(Membership) }),
});

const places = z.array(Id).max(1000).optional();

export const listOccupants = endpoint({
  method: 'POST',
  path: '/v1/internal/occupants',
  summary: 'Who lives in a building now',
  description: 'In the named units, entrances and floors taken together; in all of it if none is named.',
  access: 'service',
  input: z.strictObject({ buildingId: Id, unitIds: places, entranceIds: places, floorIds: places }),
  output: z.strictObject({
    items: z.array(z.strictObject({ userId: Id, unitId: Id, entranceId: Id, floorId: Id, relation: Relation })),
  }),
});

export const listBelonging = endpoint({
  method: 'POST',
  path: '/v1/internal/belonging',
  summary: 'Which of these people belong to a building, or did before',
  access: 'service',
  input: z.strictObject({ buildingId: Id, userIds: z.array(Id).min(1).max(101) }),
  output: z.strictObject({ items: z.array(z.strictObject({ userId: Id, now: z.boolean() })) }),
});
