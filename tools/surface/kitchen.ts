// What the recipes are made with: people nobody else needs, tokens out of mails, and things in the state that is wanted.

import { Secret, TOTP } from 'otpauth';
import type { Event } from '../../kernel/event.ts';
import { seedId } from '../../kernel/seed.ts';
import { userInvited } from '../../services/iam/events.ts';
import type { House, Person } from './house.ts';
import { firstBuilding as buildingId } from './known.ts';

export interface Kitchen {
  t: House['t'];
  admin: Person;
  manager: Person;
  resident: Person;
  /** A resident whom nothing else needs, signed in. */
  someone(): Promise<Person>;
  /** A number nobody had before. */
  count(): number;
}

export const unitId = seedId('unit:1');
export const password = 'seven green bicycles';
export const newEmail = ({ count }: Kitchen): string => `newcomer${count()}@fuzz.example`;
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The one-time token of the newest mail that an event asks for. */
export async function linkToken({ t }: Kitchen, event: Event): Promise<string> {
  await t.settle();
  const requestId = t.published(event).at(-1)!.data.requestId as string;
  const { url } = await t.asService('notification').iam.getMessage({ requestId });
  return new URL(url).searchParams.get('token')!;
}

/** The token of an invitation to a role. */
export async function invited(kitchen: Kitchen): Promise<string> {
  const invitation = { email: newEmail(kitchen), role: 'support', scope: `building:${buildingId}` } as const;
  await kitchen.t.as(kitchen.manager).iam.inviteUser(invitation);
  return linkToken(kitchen, userInvited);
}

/** Somebody who sets an authenticator app up, and the code it shows. */
export async function settingUp({ t, someone }: Kitchen): Promise<{ as: Person; code: string }> {
  const as = await someone();
  const { secret } = await t.as(as).iam.setUpTotp({});
  return { as, code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.clock.epochMs() }) };
}

/** Somebody whose second factor is on. */
export async function twoFactors(kitchen: Kitchen): Promise<{ as: Person; recoveryCodes: string[] }> {
  const { as, code } = await settingUp(kitchen);
  return { as, ...(await kitchen.t.as(as).iam.confirmTotp({ code })) };
}

/** A code by which somebody joins the first home. */
export async function invitationCode({ t, manager }: Kitchen, stay: { movesInOn?: string } = {}): Promise<string> {
  return (await t.as(manager).building.createInvitation({ unitId, relation: 'household', ...stay })).code;
}

/** A file that nothing refers to yet. */
export async function uploaded({ t }: Kitchen, as: Person): Promise<string> {
  const content = bytes('%PDF-1.4\n%%EOF\n');
  return (await t.as(as).media.uploadFile({ content, contentType: 'application/pdf' })).id;
}

/** Somebody who waits to be verified. */
export async function verifying(kitchen: Kitchen): Promise<{ as: Person; input: { requestId: string } }> {
  const as = await kitchen.someone();
  const fileIds = [await uploaded(kitchen, as)];
  const papers = { unitId, relation: 'household', documentKind: 'lease', fileIds } as const;
  const { id } = await kitchen.t.as(as).building.submitVerification({ ...papers, fileIds });
  return { as, input: { requestId: id } };
}

/** Somebody who has said to live in the first building. */
export async function registered({ t, someone }: Kitchen): Promise<{ as: Person; input: { registrationId: string } }> {
  const as = await someone();
  const { id } = await t.as(as).building.registerProperty({ buildingCode: 'LINDEN-12' });
  return { as, input: { registrationId: id } };
}

/** A ticket of the resident's own home. */
export async function opened({ t, resident, manager }: Kitchen): Promise<string> {
  const { items } = await t.as(manager).ticket.listCategories({ buildingId });
  const report = { buildingId, unitId, categoryId: items[0]!.id, title: 'The radiator is cold' };
  return (await t.as(resident).ticket.openTicket(report)).id;
}
