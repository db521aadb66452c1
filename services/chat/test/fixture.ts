// A building with two entrances, people behind them and somebody of another building, for the tests of chat.

import { randomUUID } from 'node:crypto';
import type { User } from '#kernel/call';
import { fail } from '#kernel/errors';
import { agora, fake, type Harness } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { buildingCreated, residentVerified, unitAssignedToUser, unitVacated } from '#services/building/events';
import { userRoleChanged } from '#services/iam/events';
import { media } from '#services/media/contract';
import chat from '../service.ts';

export type ChatHarness = Harness<[typeof chat]>;

export interface Home {
  buildingId: string;
  entranceA: string;
  entranceB: string;
}

export interface World {
  t: ChatHarness;
  home: Home;
  manager: User;
  /** Lives behind entrance A. */
  ada: User;
  /** Lives behind entrance A, too. */
  ben: User;
  /** Lives behind entrance B. */
  cem: User;
  /** Lives in another building. */
  stranger: User;
  files: { claims: Map<string, string>; down: boolean };
  /** The channel of the whole building. */
  everybody: string;
}

/** Opens the building. Close it with `t.close()`. */
export async function openWorld(options: { config?: Record<string, string>; start?: string } = {}): Promise<World> {
  const home: Home = { buildingId: randomUUID(), entranceA: randomUUID(), entranceB: randomUUID() };
  const files: World['files'] = { claims: new Map(), down: false };
  const t = await agora({ services: [chat], peers: [fakeBuilding(home), fakeMedia(files)], ...options });
  await t.deliver(buildingCreated, { buildingId: home.buildingId, createdBy: null });
  const manager = t.person(`manager@building:${home.buildingId}`);
  const scope = `building:${home.buildingId}`;
  await t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
  const ada = await movesIn(t, home, home.entranceA);
  const ben = await movesIn(t, home, home.entranceA);
  const cem = await movesIn(t, home, home.entranceB);
  const elsewhere = { buildingId: randomUUID(), entranceA: randomUUID(), entranceB: randomUUID() };
  const stranger = await movesIn(t, elsewhere, elsewhere.entranceA);
  const everybody = await channelOf(t, ada, 'building');
  return { t, home, manager, ada, ben, cem, stranger, files, everybody };
}

/** The id of somebody's channel of a kind. */
export async function channelOf(t: ChatHarness, user: User, kind: string): Promise<string> {
  const { items } = await t.as(user).chat.listChannels({});
  return items.find(each => each.kind === kind)?.id ?? fail('not_found', `no channel of the kind ${kind}`);
}

/** Somebody who belongs to a home of the building from now on, verified unless told. */
export async function movesIn(
  t: ChatHarness,
  { buildingId }: Home,
  entranceId: string,
  { verified = true, unitId = randomUUID() } = {},
): Promise<User & { unitId: string }> {
  const user = { ...t.person(`resident@building:${buildingId}`), unitId };
  await t.advance('1m');
  const { userId } = user;
  await t.deliver(unitAssignedToUser, { unitId, buildingId, entranceId, userId, relation: 'owner' });
  if (verified) await t.deliver(residentVerified, { userId, buildingId, unitId });
  return user;
}

export async function movesOut(t: ChatHarness, { buildingId }: Home, user: User & { unitId?: string }): Promise<void> {
  await t.advance('1m');
  const left = { unitId: user.unitId!, buildingId, userId: user.userId, moveOutId: randomUUID(), leftBuilding: true };
  await t.deliver(unitVacated, left);
}

let said = 0;
/** Something to say, with what differs. */
export const words = (channelId: string, more: object = {}) => ({
  channelId,
  localId: randomUUID(),
  text: `message ${++said}`,
  ...more,
});

const fakeBuilding = ({ buildingId, entranceA, entranceB }: Home) =>
  fake(building, {
    getTree: async input => ({
      building: { id: input.buildingId, code: 'TEST', name: 'Test', zone: 'Europe/Berlin' },
      entrances:
        input.buildingId === buildingId
          ? [
              { id: entranceA, label: 'A', floors: [] },
              { id: entranceB, label: 'B', floors: [] },
            ]
          : [],
    }),
  });

const start = '2026-03-02T09:00:00.000Z';

/** Files belong to whoever claims them first, under that claim alone. */
const fakeMedia = (files: World['files']) =>
  fake(media, {
    claimFiles: async ({ fileIds, claim }) => {
      if (fileIds.some(id => (files.claims.get(id) ?? claim) !== claim))
        fail('failed_precondition', 'This file belongs to another thing.', { reason: 'file_claimed' });
      for (const id of fileIds) files.claims.set(id, claim);
      const file = { name: null, mime: 'image/jpeg', size: 1_000, width: 10, height: 10, createdAt: start };
      return { items: fileIds.map(id => ({ id, ...file })) };
    },
    releaseFiles: async ({ claim }) => {
      for (const [id, by] of files.claims) if (by === claim) files.claims.delete(id);
    },
    signFiles: async ({ fileIds }) => {
      const file = { mime: 'image/jpeg', size: 1_000, thumbnailUrl: null };
      return { items: fileIds.map(fileId => ({ fileId, url: `http://media.test/${fileId}`, ...file })) };
    },
  });
