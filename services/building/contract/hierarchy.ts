// Endpoints on the building itself: building → entrance → floor → unit.

import { z } from 'zod';
import { Content, endpoint, Id, line, Nothing, pageInput, pageOf } from '#kernel/contract';
import {
  Building,
  BuildingAddress,
  BuildingCode,
  BuildingTree,
  CreatedBuilding,
  Entrance,
  Floor,
  Unit,
  UnitKind,
  UnitWithMembers,
} from './wire.ts';

const managerOfRow = { role: 'manager', of: 'row' } as const;
const managerOfBuilding = { role: 'manager', of: { building: 'buildingId' } } as const;

const zone = z.string().max(64).describe('An IANA time zone, e.g. `Europe/Berlin`');
const label = line(40);
const level = z.int().min(-20).max(200).describe('0 is the ground floor');
const areaM2 = z.number().min(0.01).max(1_000_000).describe('Square metres, to the hundredth');
const rooms = z.number().min(0).max(500).multipleOf(0.5).describe('Rooms; halves count');
const expectedVersion = z.int().min(1).max(2_147_483_647).optional().describe('Or the ETag as If-Match');

export const createBuilding = endpoint({
  method: 'POST',
  path: '/v1/buildings',
  summary: 'Put a building on the platform',
  description: 'It opens Monday to Friday, 08:00 to 18:00, until its calendar says otherwise.',
  access: { role: 'admin', of: 'platform' },
  idempotent: true,
  creates: true,
  audit: ['code', 'name'],
  input: z.strictObject({ code: BuildingCode, name: line(120), address: BuildingAddress, zone }),
  output: CreatedBuilding,
  errors: ['already_exists'],
});

export const updateBuilding = endpoint({
  method: 'PATCH',
  path: '/v1/buildings/:buildingId',
  summary: 'Change a building’s name, code, address or time zone',
  access: managerOfBuilding,
  audit: ['buildingId'],
  input: z.strictObject({
    buildingId: Id,
    code: BuildingCode.optional(),
    name: line(120).optional(),
    address: BuildingAddress.optional(),
    zone: zone.optional(),
    expectedVersion,
  }),
  output: Building,
  errors: ['not_found', 'already_exists', 'version_mismatch'],
});

export const archiveBuilding = endpoint({
  method: 'DELETE',
  path: '/v1/buildings/:buildingId',
  summary: 'Archive a building that nobody belongs to any more, with all in it',
  access: { role: 'admin', of: 'platform' },
  audit: ['buildingId'],
  input: z.strictObject({ buildingId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const getBuilding = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId',
  summary: 'One building',
  access: 'row',
  input: z.strictObject({ buildingId: Id }),
  output: Building,
  errors: ['not_found'],
});

export const listBuildings = endpoint({
  method: 'GET',
  path: '/v1/buildings',
  summary: 'The buildings I live or work in; all of them for an administrator',
  access: 'user',
  input: z.strictObject({ ...pageInput, search: line(80).optional() }),
  output: pageOf(Building),
});

export const findBuilding = endpoint({
  method: 'GET',
  path: '/v1/building-codes/:code',
  summary: 'The building of a code, with the homes one may ask to join',
  access: 'user',
  limit: { per: 'user', capacity: 20, perMinute: 10 },
  input: z.strictObject({ code: BuildingCode }),
  output: BuildingTree,
  errors: ['not_found'],
});

export const getTree = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/tree',
  summary: 'A building’s entrances, floors and units',
  access: 'row',
  input: z.strictObject({ buildingId: Id }),
  output: BuildingTree,
  errors: ['not_found'],
});

export const createEntrance = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/entrances',
  summary: 'Add an entrance',
  access: managerOfBuilding,
  idempotent: true,
  creates: true,
  input: z.strictObject({ buildingId: Id, label }),
  output: Entrance,
  errors: ['not_found', 'already_exists'],
});

export const updateEntrance = endpoint({
  method: 'PATCH',
  path: '/v1/entrances/:entranceId',
  summary: 'Rename an entrance',
  access: managerOfRow,
  input: z.strictObject({ entranceId: Id, label, expectedVersion }),
  output: Entrance,
  errors: ['not_found', 'already_exists', 'version_mismatch'],
});

export const archiveEntrance = endpoint({
  method: 'DELETE',
  path: '/v1/entrances/:entranceId',
  summary: 'Archive an entrance with its floors and units, if nobody belongs to them any more',
  access: managerOfRow,
  audit: ['entranceId'],
  input: z.strictObject({ entranceId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const createFloor = endpoint({
  method: 'POST',
  path: '/v1/entrances/:entranceId/floors',
  summary: 'Add a floor',
  access: managerOfRow,
  idempotent: true,
  creates: true,
  input: z.strictObject({ entranceId: Id, level, label: label.nullable().default(null) }),
  output: Floor,
  errors: ['not_found', 'already_exists'],
});

export const updateFloor = endpoint({
  method: 'PATCH',
  path: '/v1/floors/:floorId',
  summary: 'Change a floor’s level or label',
  access: managerOfRow,
  input: z.strictObject({ floorId: Id, level: level.optional(), label: label.nullable().optional(), expectedVersion }),
  output: Floor,
  errors: ['not_found', 'already_exists', 'version_mismatch'],
});

export const archiveFloor = endpoint({
  method: 'DELETE',
  path: '/v1/floors/:floorId',
  summary: 'Archive a floor with its units, if nobody belongs to them any more',
  access: managerOfRow,
  audit: ['floorId'],
  input: z.strictObject({ floorId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const createUnit = endpoint({
  method: 'POST',
  path: '/v1/floors/:floorId/units',
  summary: 'Add a flat, a parking space, a shop or a storage room',
  access: managerOfRow,
  idempotent: true,
  creates: true,
  input: z.strictObject({
    floorId: Id,
    label,
    kind: UnitKind,
    areaM2: areaM2.nullable().default(null),
    rooms: rooms.nullable().default(null),
  }),
  output: Unit,
  errors: ['not_found', 'already_exists'],
});

export const updateUnit = endpoint({
  method: 'PATCH',
  path: '/v1/units/:unitId',
  summary: 'Change a unit; its kind only while nobody belongs to it',
  access: managerOfRow,
  input: z.strictObject({
    unitId: Id,
    label: label.optional(),
    kind: UnitKind.optional(),
    areaM2: areaM2.nullable().optional(),
    rooms: rooms.nullable().optional(),
    expectedVersion,
  }),
  output: Unit,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'version_mismatch'],
});

export const archiveUnit = endpoint({
  method: 'DELETE',
  path: '/v1/units/:unitId',
  summary: 'Archive a unit that nobody belongs to any more',
  access: managerOfRow,
  audit: ['unitId'],
  input: z.strictObject({ unitId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const getUnit = endpoint({
  method: 'GET',
  path: '/v1/units/:unitId',
  summary: 'One unit of a building I live or work in',
  access: 'row',
  input: z.strictObject({ unitId: Id }),
  output: Unit,
  errors: ['not_found'],
});

export const listUnits = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/units',
  summary: 'The units of a building with who belongs to them',
  access: { role: ['manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({
    buildingId: Id,
    ...pageInput,
    search: line(40).optional().describe('Part of the label'),
    kind: UnitKind.optional(),
    entranceId: Id.optional(),
    occupied: z.boolean().optional().describe('Whether anybody lives there'),
  }),
  output: pageOf(UnitWithMembers),
});

const ImportReport = z
  .strictObject({
    rows: z.int(),
    created: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    errors: z
      .array(
        z.strictObject({
          row: z.int().describe('The line of the file; the header is line 1'),
          reason: z.enum(['malformed', 'invalid_value', 'repeated', 'differs']),
          message: z.string(),
        }),
      )
      .describe('The first thousand'),
  })
  .meta({ id: 'ImportReport' });

export const importUnits = endpoint({
  method: 'POST',
  path: '/v1/buildings/:buildingId/imports',
  summary: 'Add units from a CSV file',
  description:
    'The header names the columns `entrance,floor,label,kind,area,rooms` in any order; `area` and `rooms` may be ' +
    'empty. Rows in order go in with the entrances and floors they need; the others are reported. Units that are ' +
    'there already stay as they are, so sending a file again changes nothing.',
  access: managerOfBuilding,
  audit: ['buildingId'],
  limit: { per: 'user', capacity: 10, perMinute: 5 },
  upload: { maxBytes: 2 * 1024 * 1024, types: ['text/csv'] },
  deadlineMs: 60_000,
  input: z.strictObject({ buildingId: Id, content: Content, contentType: z.literal('text/csv') }),
  output: ImportReport,
  errors: ['not_found', 'already_exists', 'payload_too_large', 'unsupported_media_type'],
});
