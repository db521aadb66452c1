// A building for the tests: with a manager, a floor, and a way to let people in.

import type { User } from '#kernel/call';
import { type CodedError, fail } from '#kernel/errors';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import type { Instant } from '#kernel/time';
import { media } from '#services/media/contract';
import type { Relation, UnitKind } from '../contract/wire.ts';
import building from '../service.ts';

export type Houses = Harness<[typeof building]>;

export const address = {
  street: 'Lindenallee 12',
  line2: null,
  postalCode: '10439',
  city: 'Berlin',
  country: 'DE',
};

/** A harness whose media keeps claims in memory. */
export async function openHouses(options: { config?: Record<string, string>; start?: Instant } = {}) {
  const claims = new Map<string, string>();
  const t: Houses = await agora({ services: [building], peers: [fakeMedia(claims, () => t.clock.now())], ...options });
  return { t, claims };
}

const fakeMedia = (claims: Map<string, string>, now: () => Instant) =>
  fake(media, {
    claimFiles: async ({ fileIds, claim }) => {
      if (fileIds.some(id => claims.has(id) && claims.get(id) !== claim))
        fail('failed_precondition', 'This file belongs to another thing.', { reason: 'file_claimed' });
      for (const id of fileIds) claims.set(id, claim);
      return {
        items: fileIds.map(id => ({
          id,
          name: null,
          mime: 'application/pdf',
          size: 1,
          width: null,
          height: null,
          createdAt: now(),
        })),
      };
    },
    signFiles: async ({ fileIds }) => ({
      items: fileIds.map(fileId => ({
        fileId,
        mime: 'application/pdf',
        size: 1,
        url: `https://files.example/${fileId}`,
        thumbnailUrl: null,
      })),
    }),
    releaseFiles: async ({ claim }) => {
      for (const [id, held] of claims) if (held === claim) claims.delete(id);
    },
  });

let count = 0;

/** A new building with one entrance and one floor. */
export async function newHouse(t: Houses, { zone = 'Europe/Berlin', code = `HOUSE-${++count}` } = {}) {
  const admin = t.person('admin@platform');
  const created = await t
    .as(admin)
    .building.createBuilding({ code, name: `House ${count}`, address: { ...address, street: `${code} street` }, zone });
  const buildingId = created.id;
  const manager = t.person(`manager@building:${buildingId}`);
  const managing = t.as(manager).building;
  const entrance = await managing.createEntrance({ buildingId, label: 'A' });
  const floor = await managing.createFloor({ entranceId: entrance.id, level: 0 });

  const newUnit = (label: string, kind: UnitKind = 'flat') => managing.createUnit({ floorId: floor.id, label, kind });

  /** Lets somebody, or somebody new, into a home; gives them with the role that iam would grant. */
  async function letIn(unitId: string, relation: Relation, wish: { livesHere?: boolean; who?: User } = {}) {
    const { code: key } = await managing.createInvitation({ unitId, relation });
    const who = wish.who ?? t.person(`resident@building:${buildingId}`);
    const membership = await t.as(who).building.joinHome({ code: key, livesHere: wish.livesHere });
    return { who, membership, at: t.as(who).building };
  }

  return { admin, building: created, buildingId, manager, managing, entrance, floor, newUnit, letIn };
}

/** What became of several requests at once: `ok`, or the code of the error. */
export async function outcomes(requests: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(requests);
  return settled.map(each => (each.status === 'fulfilled' ? 'ok' : (each.reason as CodedError).code));
}
