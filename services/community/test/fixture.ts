// A building with homes and people, for the tests of community.

import { randomUUID } from 'node:crypto';
import type { User } from '#kernel/call';
import { fail } from '#kernel/errors';
import { agora, fake, type Harness, type Peer } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { residentVerified, unitAssignedToUser, unitVacated } from '#services/building/events';
import { iam } from '#services/iam/contract';
import { userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import community from '../service.ts';

type Kind = 'flat' | 'parking' | 'commercial' | 'storage';

export interface Home {
  unitId: string;
  entranceId: string;
  kind: Kind;
  label: string;
}

/** What the fakes of the other services know; change a field to change it. */
interface Peers {
  homes: Map<string, Home & { buildingId: string }>;
  names: Map<string, string>;
  claims: Map<string, string>;
  released: string[];
  iamDown: boolean;
  mediaDown: boolean;
  buildingDown: boolean;
}

export interface World {
  t: Harness<[typeof community]>;
  peers: Peers;
  buildingId: string;
  entranceA: string;
  entranceB: string;
  manager: User;
  support: User;
  /** Lives in a flat of entrance A. */
  ada: User;
  /** Lives in a flat of entrance B. */
  ben: User;
  /** Manages and lives in another building. */
  stranger: User;
  newHome(more?: Partial<Home> & { buildingId?: string }): Home & { buildingId: string };
  /** Somebody moves in; verified unless told. */
  movesIn(home: Home & { buildingId: string }, options?: { user?: User; verified?: boolean }): Promise<User>;
  movesOut(user: User, unitId: string): Promise<string>;
  homeOf(user: User): Home & { buildingId: string };
}

/** Monday, ten in the morning in Berlin. */
export const start = '2026-03-02T09:00:00.000Z';

/** Starts community with one building whose people are known. */
export async function openWorld(config: Record<string, string> = {}): Promise<World> {
  const [buildingId, entranceA, entranceB] = [randomUUID(), randomUUID(), randomUUID()];
  const peers: Peers = {
    homes: new Map(),
    names: new Map(),
    claims: new Map(),
    released: [],
    iamDown: false,
    mediaDown: false,
    buildingDown: false,
  };
  const t = await agora({
    services: [community],
    peers: [fakeBuilding(peers), fakeIam(peers), fakeMedia(peers)],
    start,
    config,
  });
  const residences = new Map<string, Home & { buildingId: string }>();
  const newHome: World['newHome'] = (more = {}) => {
    const home = {
      unitId: randomUUID(),
      buildingId,
      entranceId: entranceA,
      kind: 'flat' as const,
      label: 'A1',
      ...more,
    };
    peers.homes.set(home.unitId, home);
    return home;
  };
  const movesIn: World['movesIn'] = async (home, { user, verified = true } = {}) => {
    const who = user ?? t.person(`resident@building:${home.buildingId}`);
    const about = { userId: who.userId, unitId: home.unitId, buildingId: home.buildingId };
    await t.deliver(unitAssignedToUser, { ...about, entranceId: home.entranceId, relation: 'tenant' });
    if (verified) await t.deliver(residentVerified, about);
    residences.set(who.userId, home);
    return who;
  };
  const manager = t.person(`manager@building:${buildingId}`);
  const support = t.person(`support@building:${buildingId}`);
  for (const [user, role] of [
    [manager, 'manager'],
    [support, 'support'],
  ] as const)
    await t.deliver(userRoleChanged, { userId: user.userId, role, scope: `building:${buildingId}`, change: 'granted' });
  const elsewhere = randomUUID();
  const stranger = t.person(`manager@building:${elsewhere}`, `resident@building:${elsewhere}`);
  return {
    t,
    peers,
    buildingId,
    entranceA,
    entranceB,
    manager,
    support,
    ada: await movesIn(newHome()),
    ben: await movesIn(newHome({ entranceId: entranceB, label: 'B1' })),
    stranger: await movesIn(newHome({ buildingId: elsewhere }), { user: stranger }),
    newHome,
    movesIn,
    async movesOut({ userId }, unitId) {
      const moveOutId = randomUUID();
      await t.advance('1s');
      await t.deliver(unitVacated, { unitId, buildingId, userId, moveOutId, leftBuilding: true });
      return moveOutId;
    },
    homeOf: ({ userId }) => residences.get(userId)!,
  };
}

function fakeBuilding(peers: Peers): Peer {
  const about = { areaM2: null, rooms: null, state: 'active', version: 1, createdAt: start } as const;
  return fake(building, {
    getUnit: async ({ unitId }) => {
      const { entranceId, buildingId, kind, label } = peers.homes.get(unitId) ?? fail('not_found', 'no such unit');
      return { id: unitId, buildingId, entranceId, floorId: entranceId, label, kind, ...about };
    },
    getTree: async ({ buildingId }) => {
      if (peers.buildingDown) fail('unavailable', 'building is away');
      const homes = [...peers.homes.values()].filter(home => home.buildingId === buildingId);
      return {
        building: { id: buildingId, code: 'TEST', name: 'Test', zone: 'Europe/Berlin' },
        entrances: [...Map.groupBy(homes, ({ entranceId }) => entranceId)].map(([id, inside]) => ({
          id,
          label: 'A',
          floors: [
            {
              id,
              level: 0,
              label: null,
              units: inside.map(({ unitId, kind, label }) => ({ id: unitId, kind, label, areaM2: null, rooms: null })),
            },
          ],
        })),
      };
    },
  });
}

function fakeIam(peers: Peers): Peer {
  const about = { email: 'a@b.example', locale: 'en', zone: 'UTC', phone: null, emailVerified: true, state: 'active' };
  return fake(iam, {
    getUsers: async ({ userIds }) => {
      if (peers.iamDown) fail('unavailable', 'iam is away');
      return { items: userIds.map(id => ({ id, name: peers.names.get(id) ?? 'Somebody', ...about })) };
    },
  });
}

/** Files belong to whoever claims them first, under that claim alone. */
function fakeMedia(peers: Peers): Peer {
  const file = { mime: 'image/jpeg', size: 1_000 };
  return fake(media, {
    claimFiles: async ({ fileIds, claim }) => {
      if (fileIds.some(id => (peers.claims.get(id) ?? claim) !== claim))
        fail('failed_precondition', 'This file belongs to another thing.', { reason: 'file_claimed' });
      for (const id of fileIds) peers.claims.set(id, claim);
      return { items: fileIds.map(id => ({ id, name: null, width: 1, height: 1, createdAt: start, ...file })) };
    },
    releaseFiles: async ({ claim }) => {
      peers.released.push(claim);
      for (const [id, by] of peers.claims) if (by === claim) peers.claims.delete(id);
    },
    signFiles: async ({ fileIds }) => {
      if (peers.mediaDown) fail('unavailable', 'media is away');
      return {
        items: fileIds.map(fileId => ({ fileId, ...file, url: `http://m.test/${fileId}`, thumbnailUrl: null })),
      };
    },
  });
}
