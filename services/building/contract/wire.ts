// The wire forms of a building and of those who live in it.

import { z } from 'zod';
import { Id, line, Timestamp } from '#kernel/contract';

/** A calendar day, of years a home can know. */
export const Day = z.iso
  .date()
  .refine(day => day >= '1900' && day < '2200', 'must be a day between 1900 and 2199')
  .meta({ id: 'Day' });

export const UnitKind = z.enum(['flat', 'parking', 'commercial', 'storage']).meta({ id: 'UnitKind' });
export type UnitKind = z.output<typeof UnitKind>;

export const Relation = z.enum(['owner', 'tenant', 'household']).meta({ id: 'Relation' });
export type Relation = z.output<typeof Relation>;

/** On a door or in a letter, so that people can name the building before they belong to it. */
export const BuildingCode = z
  .string()
  .trim()
  .toUpperCase()
  .max(32)
  .regex(/^[A-Z0-9][A-Z0-9-]{2,31}$/, 'has 3 to 32 letters, digits and hyphens')
  .describe('The building’s short public name, e.g. `LINDEN-12`');

export const BuildingAddress = z
  .strictObject({
    street: line(120).describe('Street and number'),
    line2: line(120).nullable().default(null),
    postalCode: line(16),
    city: line(80),
    country: z.string().regex(/^[A-Z]{2}$/, 'is a code of ISO 3166-1, e.g. DE'),
  })
  .meta({ id: 'BuildingAddress' });
export type BuildingAddress = z.output<typeof BuildingAddress>;

const state = z.enum(['active', 'archived']);

const building = {
  id: Id,
  code: z.string(),
  name: z.string(),
  address: BuildingAddress,
  zone: z.string().describe('The IANA time zone its days and hours are in'),
  state,
  version: z.int(),
  createdAt: Timestamp,
};
export const Building = z.strictObject(building).meta({ id: 'Building' });
/** A new building, and how many people were waiting for it. */
export const CreatedBuilding = z
  .strictObject({ ...building, waitingRegistrations: z.int() })
  .meta({ id: 'CreatedBuilding' });

export const Entrance = z
  .strictObject({ id: Id, buildingId: Id, label: z.string(), state, version: z.int(), createdAt: Timestamp })
  .meta({ id: 'Entrance' });

export const Floor = z
  .strictObject({
    id: Id,
    buildingId: Id,
    entranceId: Id,
    level: z.int(),
    label: z.string().nullable(),
    state,
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Floor' });

const unit = {
  id: Id,
  buildingId: Id,
  entranceId: Id,
  floorId: Id,
  label: z.string(),
  kind: UnitKind,
  areaM2: z.number().nullable(),
  rooms: z.number().nullable(),
  state,
  version: z.int(),
  createdAt: Timestamp,
};
export const Unit = z.strictObject(unit).meta({ id: 'Unit' });

/** A building as a tree of what is not archived. */
export const BuildingTree = z
  .strictObject({
    building: z.strictObject({ id: Id, code: z.string(), name: z.string(), zone: z.string() }),
    entrances: z.array(
      z.strictObject({
        id: Id,
        label: z.string(),
        floors: z.array(
          z.strictObject({
            id: Id,
            level: z.int(),
            label: z.string().nullable(),
            units: z.array(
              z.strictObject({
                id: Id,
                label: z.string(),
                kind: UnitKind,
                areaM2: z.number().nullable(),
                rooms: z.number().nullable(),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'BuildingTree' });
export type BuildingTree = z.output<typeof BuildingTree>;

const MembershipState = z.enum(['upcoming', 'active', 'ended']);

/** Who belongs to a home, as whom, from when to when. `userId` is null once the account is deleted. */
const membership = {
  id: Id,
  unitId: Id,
  buildingId: Id,
  userId: Id.nullable(),
  relation: Relation,
  livesHere: z.boolean().describe('False for an absent owner: notices go to those who live there'),
  state: MembershipState,
  via: z.enum(['invitation', 'request', 'registration']),
  movesInOn: Day.nullable(),
  movesOutOn: Day.nullable().describe('The last day'),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  version: z.int(),
  createdAt: Timestamp,
};
export const Membership = z.strictObject(membership).meta({ id: 'Membership' });

export const UnitWithMembers = z
  .strictObject({ ...unit, members: z.array(Membership) })
  .meta({ id: 'UnitWithMembers' });

export const Home = z
  .strictObject({
    ...membership,
    building: z.strictObject({ id: Id, name: z.string(), zone: z.string() }),
    unit: z.strictObject({
      id: Id,
      label: z.string(),
      kind: UnitKind,
      entranceId: Id,
      entrance: z.string(),
      floorId: Id,
      level: z.int(),
    }),
  })
  .meta({ id: 'Home' });
