// A building with homes, people and a calendar, for the tests of ticket.

import { randomUUID } from 'node:crypto';
import type { User } from '#kernel/call';
import { fail } from '#kernel/errors';
import { agora, fake, type Harness, type Peer } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { buildingCreated, unitAssignedToUser } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import ticket from '../service.ts';

export interface Place {
  buildingId: string;
  entranceId: string;
  floorId: string;
  unitId: string;
  otherUnitId: string;
  manager: User;
  support: User;
  /** Lives in `unitId`. */
  resident: User;
  /** Lives in `otherUnitId`. */
  neighbour: User;
  /** Manages another building. */
  stranger: User;
  /** The id of a category by the name of the default tree. */
  category(name: string): string;
}

export interface World {
  t: Harness<[typeof ticket]>;
  place: Place;
  /** What the fakes of the other services do; set a field to change it. */
  peers: {
    calendarDown: boolean;
    mediaDown: boolean;
    iamDown: boolean;
    hours: Hours;
    claims: Map<string, string>;
    released: string[];
  };
}

type Hours = { weekday: number; from: string; to: string }[];

const officeHours: Hours = [1, 2, 3, 4, 5].map(weekday => ({ weekday, from: '08:00', to: '18:00' }));

/** Monday, ten in the morning in Berlin. */
export const start = '2026-03-02T09:00:00.000Z';

export interface WorldOptions {
  config?: Record<string, string>;
}

/** Starts ticket with one building set up, its people known. */
export async function openWorld({ config = {} }: WorldOptions = {}): Promise<World> {
  const ids = { buildingId: randomUUID(), entranceId: randomUUID(), floorId: randomUUID() };
  const homes = { unitId: randomUUID(), otherUnitId: randomUUID() };
  const peers: World['peers'] = {
    calendarDown: false,
    mediaDown: false,
    iamDown: false,
    hours: officeHours,
    claims: new Map(),
    released: [],
  };
  const t = await agora({
    services: [ticket],
    peers: [fakeBuilding(ids, homes, peers), fakeMedia(peers), fakeIam(peers)],
    start,
    config,
  });
  const people = {
    manager: t.person(`manager@building:${ids.buildingId}`),
    support: t.person(`support@building:${ids.buildingId}`),
    resident: t.person(`resident@building:${ids.buildingId}`),
    neighbour: t.person(`resident@building:${ids.buildingId}`),
    stranger: t.person(`manager@building:${randomUUID()}`),
  };
  await t.deliver(buildingCreated, { buildingId: ids.buildingId, createdBy: null });
  const scope = `building:${ids.buildingId}`;
  for (const role of ['manager', 'support'] as const)
    await t.deliver(userRoleChanged, { userId: people[role].userId, role, scope, change: 'granted' });
  const { buildingId, entranceId } = ids;
  const lives = { buildingId, entranceId, relation: 'owner' } as const;
  await t.deliver(unitAssignedToUser, { ...lives, unitId: homes.unitId, userId: people.resident.userId });
  await t.deliver(unitAssignedToUser, { ...lives, unitId: homes.otherUnitId, userId: people.neighbour.userId });
  const { items } = await t.as(people.manager).ticket.listCategories({ buildingId });
  const category = (name: string) =>
    items.find(each => each.name === name)?.id ?? fail('not_found', `no category ${name} in the default tree`);
  return { t, place: { ...ids, ...homes, ...people, category }, peers };
}

/** A report of the resident's, with what differs. */
export const report = (place: Place, more: object = {}) => ({
  buildingId: place.buildingId,
  unitId: place.unitId,
  categoryId: place.category('Heating'),
  title: 'The radiator is cold',
  ...more,
});

type Ids = Pick<Place, 'buildingId' | 'entranceId' | 'floorId'>;
type Homes = Pick<Place, 'unitId' | 'otherUnitId'>;

function fakeBuilding({ buildingId, entranceId, floorId }: Ids, homes: Homes, peers: World['peers']): Peer {
  const unit = {
    buildingId,
    entranceId,
    floorId,
    kind: 'flat',
    areaM2: null,
    rooms: null,
    state: 'active',
    version: 1,
    createdAt: start,
  };
  return fake(building, {
    getUnit: async ({ unitId }) => {
      if (!Object.values(homes).includes(unitId)) fail('not_found', 'There is no such unit.');
      return { ...unit, id: unitId, label: unitId === homes.unitId ? 'A-1' : 'A-2' };
    },
    getCalendar: async () => {
      if (peers.calendarDown) fail('unavailable', 'The service building cannot be reached.');
      return { zone: 'Europe/Berlin', hours: peers.hours, holidays: ['2026-04-03', '2026-04-06'] };
    },
    getTree: async () => ({
      building: { id: buildingId, code: 'TEST', name: 'Test', zone: 'Europe/Berlin' },
      entrances: [{ id: entranceId, label: 'A', floors: [{ id: floorId, level: 0, label: null, units: [] }] }],
    }),
  });
}

/** Files belong to whoever claims them first, under that claim alone. */
function fakeMedia(peers: World['peers']): Peer {
  return fake(media, {
    claimFiles: async ({ fileIds, claim }) => {
      if (fileIds.some(id => (peers.claims.get(id) ?? claim) !== claim))
        fail('failed_precondition', 'This file belongs to another thing.', { reason: 'file_claimed' });
      for (const id of fileIds) peers.claims.set(id, claim);
      const file = { name: null, mime: 'image/jpeg', size: 1_000, width: 10, height: 10, createdAt: start };
      return { items: fileIds.map(id => ({ id, ...file })) };
    },
    releaseFiles: async ({ claim }) => {
      peers.released.push(claim);
      for (const [id, by] of peers.claims) if (by === claim) peers.claims.delete(id);
    },
    signFiles: async ({ fileIds }) => {
      if (peers.mediaDown) fail('unavailable', 'The service media cannot be reached.');
      const items = fileIds.map(fileId => ({
        fileId,
        mime: 'image/jpeg',
        size: 1_000,
        url: `http://media.test/${fileId}`,
        thumbnailUrl: null,
      }));
      return { items };
    },
  });
}

/** Everybody is called by the first part of their id. */
function fakeIam(peers: World['peers']): Peer {
  return fake(iam, {
    getUsers: async ({ userIds }) => {
      if (peers.iamDown) fail('unavailable', 'The service iam cannot be reached.');
      const account = { email: 'a@agora.test', emailVerified: true, phone: null, state: 'active' } as const;
      const settings = { locale: 'en', zone: 'Europe/Berlin' } as const;
      return { items: userIds.map(id => ({ ...account, ...settings, id, name: id.slice(0, 8) })) };
    },
  });
}
