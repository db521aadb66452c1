// The facts building owns.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const buildingCreated = event(
  'building.created',
  1,
  'buildingId',
  z.strictObject({ buildingId: Id, createdBy: Id.nullable() }),
  'A building is on the platform',
);

const relation = z.enum(['owner', 'tenant', 'household']);

export const unitAssignedToUser = event(
  'unit.assigned_to_user',
  1,
  'unitId',
  z.strictObject({ unitId: Id, buildingId: Id, entranceId: Id, userId: Id, relation }),
  'Somebody belongs to a home from now on',
);

export const unitVacated = event(
  'unit.vacated',
  1,
  'unitId',
  z.strictObject({
    unitId: Id,
    buildingId: Id,
    userId: Id,
    /** Names this move-out in every service's report. */
    moveOutId: Id,
    /** True if the person has no other home in the building. */
    leftBuilding: z.boolean(),
  }),
  'Somebody has moved out of a home',
);

const resident = z.strictObject({ userId: Id, buildingId: Id, unitId: Id });
export const residentVerified = event(
  'resident.verified',
  1,
  'userId',
  resident,
  'Somebody is proven to live in a home',
);
export const residentUnverified = event(
  'resident.unverified',
  1,
  'userId',
  z.strictObject({ userId: Id, buildingId: Id, unitId: Id, leftBuilding: z.boolean() }),
  'Somebody no longer counts as living in a home',
);

export const verificationSubmitted = event(
  'resident.verification_submitted',
  1,
  'requestId',
  z.strictObject({ requestId: Id, buildingId: Id, unitId: Id, userId: Id }),
  'Somebody asks to be verified as living in a home',
);
export const verificationRejected = event(
  'resident.verification_rejected',
  1,
  'requestId',
  z.strictObject({ requestId: Id, buildingId: Id, unitId: Id, userId: Id, reason: z.string() }),
  'A manager has refused a request to be verified',
);
