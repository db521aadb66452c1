// What a building keeps in order: its assets, and the work that comes round.

import { z } from 'zod';
import { endpoint, Id, line, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { Day, Place, Title, versionInput } from './wire.ts';
import { buildingInput, managerOfBuilding, staffOfBuilding } from './work.ts';

const AssetState = z.enum(['in_service', 'out_of_service', 'retired']).meta({ id: 'AssetState' });
export type AssetState = z.output<typeof AssetState>;

const assetFields = {
  name: line(140),
  kind: line(60).describe('E.g. `lift`, `boiler`, `door`'),
  serial: line(80).nullable(),
  unitId: Id.nullable(),
  place: Place.nullable(),
  installedOn: Day.nullable(),
  warrantyUntil: Day.nullable(),
  state: AssetState,
  notes: prose(2_000, 0),
};

export const Asset = z
  .strictObject({
    id: Id,
    buildingId: Id,
    ...assetFields,
    activeTickets: z.int(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Asset' });

export const addAsset = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/assets',
  summary: 'Enter an asset in the register of a building',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  input: z.strictObject({
    ...buildingInput,
    ...assetFields,
    serial: assetFields.serial.default(null),
    unitId: assetFields.unitId.default(null),
    place: assetFields.place.default(null),
    installedOn: assetFields.installedOn.default(null),
    warrantyUntil: assetFields.warrantyUntil.default(null),
    state: AssetState.default('in_service'),
    notes: assetFields.notes.default(''),
  }),
  output: Asset,
  errors: ['not_found', 'already_exists'],
});

export const listAssets = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/assets',
  summary: 'The asset register of a building, by name',
  access: staffOfBuilding,
  input: z.strictObject({ ...buildingInput, ...pageInput, state: AssetState.optional(), kind: line(60).optional() }),
  output: pageOf(Asset),
  errors: ['invalid_cursor'],
});

export const updateAsset = endpoint({
  method: 'PATCH',
  path: '/v1/assets/:assetId',
  summary: 'Change what is known of an asset; its history keeps what changed',
  access: { role: 'manager', of: 'row' },
  audit: ['assetId', 'state'],
  input: z.strictObject({
    assetId: Id,
    ...z.strictObject(assetFields).partial().shape,
    ...versionInput,
  }),
  output: Asset,
  errors: ['not_found', 'already_exists', 'version_mismatch'],
});

const AssetHistoryEntry = z
  .strictObject({
    id: Id,
    at: Timestamp,
    kind: z.enum(['registered', 'changed', 'ticket_opened', 'ticket_resolved', 'incident_opened', 'incident_resolved']),
    by: Id.nullable(),
    ticketId: Id.nullable(),
    incidentId: Id.nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AssetHistoryEntry' });

export const listAssetHistory = endpoint({
  method: 'GET',
  path: '/v1/assets/:assetId/history',
  summary: 'What happened to an asset, newest first',
  access: { role: ['manager', 'support'], of: 'row' },
  input: z.strictObject({ assetId: Id, ...pageInput }),
  output: pageOf(AssetHistoryEntry),
  errors: ['not_found', 'invalid_cursor'],
});

const Missed = z
  .enum(['once', 'skip', 'each'])
  .describe('Of runs nobody was up for: one ticket for all, none, or each');

const scheduleFields = {
  title: Title,
  description: prose(5_000, 0),
  categoryId: Id,
  urgent: z.boolean(),
  unitId: Id.nullable(),
  place: Place.nullable(),
  assetId: Id.nullable(),
  assigneeId: Id.nullable(),
  rrule: line(300).describe('RFC 5545, e.g. `FREQ=MONTHLY;BYDAY=1MO;BYHOUR=7;BYMINUTE=0;BYSECOND=0`'),
  missed: Missed,
};

export const Schedule = z
  .strictObject({
    id: Id,
    buildingId: Id,
    ...scheduleFields,
    zone: z.string(),
    active: z.boolean(),
    nextRunAt: Timestamp.nullable(),
    lastRunAt: Timestamp.nullable(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'TicketSchedule' });

export const addSchedule = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/ticket-schedules',
  summary: 'Let a ticket be opened by a rule, in the wall time of the building',
  description: 'Takes either `unitId` or `place`.',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  audit: ['buildingId', 'title', 'rrule'],
  input: z.strictObject({
    ...buildingInput,
    ...scheduleFields,
    description: scheduleFields.description.default(''),
    urgent: z.boolean().default(false),
    unitId: Id.nullable().default(null),
    place: Place.nullable().default(null),
    assetId: Id.nullable().default(null),
    assigneeId: Id.nullable().default(null),
    missed: Missed.default('once'),
    startsAt: Timestamp.optional().describe('Now unless given'),
  }),
  output: Schedule,
  errors: ['not_found', 'failed_precondition'],
});

export const listSchedules = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/ticket-schedules',
  summary: 'The preventive schedules of a building, newest first',
  access: staffOfBuilding,
  input: z.strictObject({ ...buildingInput, ...pageInput, assetId: Id.optional() }),
  output: pageOf(Schedule),
  errors: ['invalid_cursor'],
});

export const updateSchedule = endpoint({
  method: 'PATCH',
  path: '/v1/ticket-schedules/:scheduleId',
  summary: 'Change, pause or resume a schedule; a resumed one goes on from now',
  access: { role: 'manager', of: 'row' },
  audit: ['scheduleId', 'rrule', 'active'],
  input: z.strictObject({
    scheduleId: Id,
    title: scheduleFields.title.optional(),
    description: scheduleFields.description.optional(),
    categoryId: Id.optional(),
    urgent: z.boolean().optional(),
    assigneeId: Id.nullable().optional(),
    rrule: scheduleFields.rrule.optional(),
    missed: Missed.optional(),
    active: z.boolean().optional(),
    ...versionInput,
  }),
  output: Schedule,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});
