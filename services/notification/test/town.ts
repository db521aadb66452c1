// notification with people around it: iam and building are fakes that the tests write into.

import type { User } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import { agora, fake } from '#kernel/testing/harness';
import { building } from '#services/building/contract';
import { iam } from '#services/iam/contract';
import type { Contact } from '../delivery/facts.ts';
import notification from '../service.ts';

type Person = User & { email: string };
type Grants = Parameters<Awaited<ReturnType<typeof start>>['person']>;

const start = (config: Record<string, string>, peers: Parameters<typeof agora>[0]['peers'], at?: string) =>
  agora({ services: [notification], peers: peers ?? [], config, ...(at && { start: at }) });

const messageRow = row({
  message_id: col.text,
  channel: col.text,
  user_id: col.uuid.orNull,
  recipient: col.text,
  subject: col.text,
  text: col.text,
  html: col.text.orNull,
});

const logRow = row({
  type: col.text,
  channel: col.text,
  outcome: col.text,
  provider: col.text.orNull,
  response: col.text.orNull,
  attempt: col.int,
});

/** What iam would say about a request. */
export interface Request {
  kind: 'verification' | 'password_reset' | 'invitation';
  userId: string | null;
  email: string;
  name: string | null;
  locale: 'en' | 'de';
  url: string;
  expiresAt: string;
  data: Record<string, string>;
}

/** iam and building as the tests write into them. */
function neighbours() {
  const contacts = new Map<string, Contact>();
  const requests = new Map<string, Request>();
  const occupants: { userId: string; unitId: string; relation: 'owner' | 'tenant' | 'household' }[] = [];
  const iamState = { down: false };
  const buildingState = { asked: [] as unknown[] };
  const peers = [
    fake(iam, {
      async getUsers({ userIds }) {
        if (iamState.down) fail('unavailable', 'iam is away');
        return { items: userIds.flatMap(id => contacts.get(id) ?? []) };
      },
      async getMessage({ requestId }) {
        return requests.get(requestId) ?? fail('not_found', 'no such request');
      },
    }),
    fake(building, {
      async getUnit({ unitId }) {
        return { ...unitOf(unitId), label: 'A 12' };
      },
      async getBuilding({ buildingId }) {
        return { ...buildingOf(buildingId), name: 'Lindenhof' };
      },
      async listOccupants(input) {
        buildingState.asked.push(input);
        const place = { entranceId: input.buildingId, floorId: input.buildingId };
        return { items: occupants.map(each => ({ ...each, ...place })) };
      },
    }),
  ];
  return { contacts, requests, occupants, iamState, buildingState, peers };
}

/** Opens the town, with further neighbours if told; close it with `t.close()`. */
export async function town(
  options: { config?: Record<string, string>; start?: string; peers?: Parameters<typeof agora>[0]['peers'] } = {},
) {
  const { peers, ...around } = neighbours();
  const { contacts } = around;
  const t = await start(options.config ?? {}, [...peers, ...(options.peers ?? [])], options.start);

  return {
    t,
    ...around,
    /** Somebody with an account that iam knows. */
    person(about: Partial<Contact> = {}, ...grants: Grants): Person {
      const user = t.person(...grants);
      const email = `${user.userId}@post.example`;
      contacts.set(user.userId, {
        id: user.userId,
        email,
        name: 'Ada',
        locale: 'en',
        zone: 'Europe/Berlin',
        phone: null,
        emailVerified: true,
        state: 'active',
        ...about,
      });
      return { ...user, email };
    },
    /** What reached the local mailbox, oldest first; of one person if told. */
    async mailbox(userId?: string) {
      return t.db('notification').many(messageRow)`
        select ${messageRow} from mailbox where ${userId ?? null}::uuid is null or user_id = ${userId ?? null}
        order by created_at, id`;
    },
    /** The delivery log of one person, oldest first. */
    async log(userId: string) {
      return t.db('notification').many(logRow)`
        select ${logRow} from notification_logs where user_id = ${userId} order by at, id`;
    },
    /** Somebody's notifications in the app, newest first. */
    async inApp(user: User) {
      return (await t.as(user).notification.listNotifications({ limit: 100 })).items;
    },
  };
}

export type Town = Awaited<ReturnType<typeof town>>;

const known = { state: 'active' as const, version: 1, createdAt: '2026-01-01T00:00:00.000Z' };

const unitOf = (id: string) => ({
  id,
  buildingId: id,
  entranceId: id,
  floorId: id,
  kind: 'flat' as const,
  areaM2: null,
  rooms: null,
  ...known,
});

const address = { street: 'Lindenstraße 1', line2: null, postalCode: '10969', city: 'Berlin', country: 'DE' };
const buildingOf = (id: string) => ({ id, code: 'LINDEN-1', zone: 'Europe/Berlin', address, ...known });
