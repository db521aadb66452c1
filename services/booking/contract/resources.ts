// What can be booked, and when.

import { z } from 'zod';
import { endpoint, Id, Nothing } from '#kernel/contract';
import {
  AvailabilityRule,
  Day,
  managerOfBuilding,
  managerOfRow,
  Resource,
  resourceChanges,
  resourceFields,
  ruleFields,
  Slot,
  usersOfRow,
  versionInput,
} from './wire.ts';

export const createResource = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/resources',
  summary: 'Let something be booked',
  description: 'It is never open before a rule says when.',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  audit: ['buildingId', 'name'],
  input: z.strictObject({ buildingId: Id, ...resourceFields }),
  output: Resource,
  errors: ['already_exists', 'invalid_argument'],
});

export const updateResource = endpoint({
  method: 'PATCH',
  path: '/v1/resources/:resourceId',
  summary: 'Change what can be booked; bookings stay as they were made',
  access: managerOfRow,
  audit: ['resourceId', 'state', 'fee', 'deposit'],
  input: z.strictObject({ resourceId: Id, ...resourceChanges, ...versionInput }),
  output: Resource,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'version_mismatch'],
});

export const listResources = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/resources',
  summary: 'What can be booked in a building, by name',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({ buildingId: Id, withArchived: z.boolean().default(false) }),
  output: z.strictObject({ items: z.array(Resource) }),
});

export const getResource = endpoint({
  method: 'GET',
  path: '/v1/resources/:resourceId',
  summary: 'One thing that can be booked',
  access: usersOfRow,
  input: z.strictObject({ resourceId: Id }),
  output: Resource,
  errors: ['not_found'],
});

export const getAvailability = endpoint({
  method: 'GET',
  path: '/v1/resources/:resourceId/availability',
  summary: 'The slots of up to 62 days, with how many places are free in each',
  access: usersOfRow,
  input: z.strictObject({ resourceId: Id, from: Day, to: Day }),
  output: z.strictObject({ resourceId: Id, zone: z.string(), slots: z.array(Slot) }),
  errors: ['not_found', 'invalid_argument'],
});

export const listRules = endpoint({
  method: 'GET',
  path: '/v1/resources/:resourceId/rules',
  summary: 'When something is open and when it is closed',
  access: usersOfRow,
  input: z.strictObject({ resourceId: Id }),
  output: z.strictObject({ items: z.array(AvailabilityRule) }),
  errors: ['not_found'],
});

export const addRule = endpoint({
  method: 'POST',
  path: '/v1/resources/:resourceId/rules',
  summary: 'Say when something is open, or when it is closed all the same',
  access: managerOfRow,
  idempotent: true,
  creates: true,
  audit: ['resourceId', 'kind', 'rrule'],
  input: z.strictObject({ resourceId: Id, ...ruleFields }),
  output: AvailabilityRule,
  errors: ['not_found', 'invalid_argument', 'failed_precondition'],
});

export const removeRule = endpoint({
  method: 'DELETE',
  path: '/v1/availability-rules/:ruleId',
  summary: 'Take a rule back; bookings stay',
  access: managerOfRow,
  audit: ['ruleId'],
  input: z.strictObject({ ruleId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

export const getCheckInCode = endpoint({
  method: 'GET',
  path: '/v1/resources/:resourceId/check-in-code',
  summary: 'The code that stands at the door',
  access: managerOfRow,
  input: z.strictObject({ resourceId: Id }),
  output: z.strictObject({ resourceId: Id, checkInCode: z.string() }),
  errors: ['not_found'],
});
