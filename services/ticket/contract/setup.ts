// How a building sorts its tickets, how fast it promises to be, and who hears when it is not.

import { z } from 'zod';
import { endpoint, Id, line } from '#kernel/contract';
import { versionInput } from './wire.ts';
import { buildingInput, managerOfBuilding } from './work.ts';

/** Half a year of round-the-clock work is more than any promise. */
const minutes = z.int().min(1).max(262_800);

const Targets = z
  .strictObject({
    firstResponseMinutes: minutes.nullable(),
    updateMinutes: minutes.nullable(),
    solutionMinutes: minutes.nullable(),
  })
  .meta({ id: 'TicketTargets', description: 'Business minutes; null where nothing is promised' });
export type Targets = z.output<typeof Targets>;

export const Sla = z.strictObject({ normal: Targets, urgent: Targets }).meta({ id: 'TicketSla' });
export type Sla = z.output<typeof Sla>;

export const Category = z
  .strictObject({
    id: Id,
    buildingId: Id,
    parentId: Id.nullable(),
    /** From the top down, itself last. */
    path: z.array(Id),
    name: z.string(),
    position: z.int(),
    /** Null where that of the category above holds. */
    sla: Sla.nullable(),
    archived: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'TicketCategory' });

const position = z.int().min(0).max(10_000);

export const listCategories = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-categories',
  summary: 'The categories of a building, a category before those below it',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({ ...buildingInput, withArchived: z.boolean().default(false) }),
  output: z.strictObject({ items: z.array(Category) }),
});

export const addCategory = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/ticket-categories',
  summary: 'Add a category at the top or below another, three levels deep at most',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  audit: ['buildingId', 'name'],
  input: z.strictObject({
    ...buildingInput,
    name: line(80),
    parentId: Id.nullable().default(null),
    position: position.default(0),
    sla: Sla.nullable().default(null).describe('A category at the top needs one'),
  }),
  output: Category,
  errors: ['not_found', 'already_exists', 'failed_precondition'],
});

export const updateCategory = endpoint({
  method: 'PATCH',
  path: '/v1/ticket-categories/:categoryId',
  summary: 'Rename, move, archive a category or change its targets; running clocks keep theirs',
  access: { role: 'manager', of: 'row' },
  audit: ['categoryId', 'name', 'sla', 'archived'],
  input: z.strictObject({
    categoryId: Id,
    name: line(80).optional(),
    position: position.optional(),
    sla: Sla.nullable().optional(),
    archived: z.boolean().optional(),
    ...versionInput,
  }),
  output: Category,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'version_mismatch'],
});

const EscalationLevel = z
  .strictObject({
    afterMinutes: z.int().min(0).max(262_800).describe('Business minutes after the breach'),
    userIds: z.array(Id).max(20).default([]),
    roles: z
      .array(z.enum(['manager', 'support']))
      .max(2)
      .default([]),
  })
  .meta({ id: 'TicketEscalationLevel' });

const Escalation = z
  .strictObject({ buildingId: Id, levels: z.array(EscalationLevel) })
  .meta({ id: 'TicketEscalation', description: 'Who hears of a breach, level after level' });

export const getEscalation = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-escalation',
  summary: 'The escalation chain of a building',
  access: managerOfBuilding,
  input: z.strictObject(buildingInput),
  output: Escalation,
});

export const setEscalation = endpoint({
  method: 'PUT',
  path: '/v1/buildings/:buildingId/ticket-escalation',
  summary: 'Replace the escalation chain; each level later than the one before',
  access: managerOfBuilding,
  audit: ['buildingId', 'levels'],
  input: z.strictObject({ ...buildingInput, levels: z.array(EscalationLevel).max(10) }),
  output: Escalation,
  errors: ['invalid_argument', 'failed_precondition'],
});
