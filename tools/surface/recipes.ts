// Inputs that no schema can tell: a password that is right, a token that was sent by mail, a thing in the state that an
// operation is for. What a recipe does not say is generated.

import { Secret, TOTP } from 'otpauth';
import type { Event } from '../../kernel/event.ts';
import { seedId } from '../../kernel/seed.ts';
import { passwordResetRequested, userInvited, verificationRequested } from '../../services/iam/events.ts';
import { demoPassword, type House, type Person, webhookKey } from './house.ts';
import type { Input } from './inputs.ts';
import { firstBuilding as buildingId } from './known.ts';

export interface Kitchen {
  house: House;
  admin: Person;
  manager: Person;
  resident: Person;
  /** A resident whom nothing else needs, signed in. */
  someone(): Promise<Person>;
  /** A number nobody had before. */
  count(): number;
}

interface Made {
  input?: Input;
  /** Who alone can ask this. */
  as?: Person;
}
type Recipe = (kitchen: Kitchen) => Promise<Made>;

const unitId = seedId('unit:1');
const password = 'seven green bicycles';
const newEmail = ({ count }: Kitchen): string => `newcomer${count()}@fuzz.example`;

/** The one-time token of the newest mail that an event asks for. */
async function linkToken({ house: { t } }: Kitchen, event: Event): Promise<string> {
  await t.settle();
  const requestId = t.published(event).at(-1)!.data.requestId as string;
  const { url } = await t.asService('notification').iam.getMessage({ requestId });
  return new URL(url).searchParams.get('token')!;
}

const codeOf = ({ house }: Kitchen, secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.t.clock.epochMs() });

async function withSecondFactor(kitchen: Kitchen): Promise<{ as: Person; recoveryCodes: string[] }> {
  const as = await kitchen.someone();
  const { iam } = kitchen.house.t.as(as);
  const { secret } = await iam.setUpTotp({});
  return { as, ...(await iam.confirmTotp({ code: codeOf(kitchen, secret) })) };
}

async function invited(kitchen: Kitchen): Promise<string> {
  const invitation = { email: newEmail(kitchen), role: 'support', scope: `building:${buildingId}` } as const;
  await kitchen.house.t.as(kitchen.manager).iam.inviteUser(invitation);
  return linkToken(kitchen, userInvited);
}

async function invitationCode({ house, manager }: Kitchen, movesInOn?: string): Promise<string> {
  const input = { unitId, relation: 'household', ...(movesInOn && { movesInOn }) } as const;
  return (await house.t.as(manager).building.createInvitation(input)).code;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function uploaded({ house }: Kitchen, as: Person): Promise<string> {
  const content = bytes('%PDF-1.4\n%%EOF\n');
  return (await house.t.as(as).media.uploadFile({ content, contentType: 'application/pdf' })).id;
}

/** A ticket of the resident's own home. */
async function opened({ house, resident, manager }: Kitchen): Promise<string> {
  const { items } = await house.t.as(manager).ticket.listCategories({ buildingId });
  const report = { buildingId, unitId, categoryId: items[0]!.id, title: 'The radiator is cold' };
  return (await house.t.as(resident).ticket.openTicket(report)).id;
}

async function assigned(kitchen: Kitchen): Promise<string> {
  const ticketId = await opened(kitchen);
  const assigneeId = kitchen.manager.userId;
  await kitchen.house.t.as(kitchen.manager).ticket.assignTicket({ ticketId, assigneeId });
  return ticketId;
}

const bounceOf = (email: string) => JSON.stringify([{ email, event: 'bounce' }]);

export const recipes: Readonly<Record<string, Recipe>> = {
  'building.joinHome': async k => ({ input: { code: await invitationCode(k) }, as: await k.someone() }),

  'iam.verifyEmail': async k => {
    await k.house.t.anonymous().iam.register({ email: newEmail(k), password, name: 'Ada Adler' });
    return { input: { token: await linkToken(k, verificationRequested) } };
  },
  'iam.completeLogin': async k => {
    const { as, recoveryCodes } = await withSecondFactor(k);
    const { email } = await k.house.t.as(as).iam.getMe({});
    const begun = await k.house.t.anonymous().iam.login({ email, password: demoPassword });
    return { input: { ...('challenge' in begun && { challenge: begun.challenge }), code: recoveryCodes[0] } };
  },
  'iam.resetPassword': async k => {
    const { email } = await k.house.t.as(await k.someone()).iam.getMe({});
    await k.house.t.anonymous().iam.requestPasswordReset({ email });
    return { input: { token: await linkToken(k, passwordResetRequested), password } };
  },
  'iam.previewInvitation': async k => ({ input: { token: await invited(k) } }),
  'iam.acceptInvitation': async k => ({ input: { token: await invited(k), name: 'Ada Adler', password } }),
  'iam.deleteMe': async k => ({ as: await k.someone() }),
  'iam.changePassword': async k => ({
    input: { currentPassword: demoPassword, newPassword: password },
    as: await k.someone(),
  }),
  'iam.confirmSession': async () => ({ input: { password: demoPassword } }),
  'iam.confirmTotp': async k => {
    const as = await k.someone();
    const { secret } = await k.house.t.as(as).iam.setUpTotp({});
    return { input: { code: codeOf(k, secret) }, as };
  },
  'iam.removeTotp': async k => ({ as: (await withSecondFactor(k)).as }),
  'iam.replaceRecoveryCodes': async k => ({ as: (await withSecondFactor(k)).as }),

  'notification.takeProviderEvents': async k => ({
    input: { provider: 'sendgrid', key: webhookKey, content: bounceOf(newEmail(k)) },
  }),
  'notification.liftSuppression': async k => {
    const email = newEmail(k);
    const told = { provider: 'sendgrid', key: webhookKey, content: bytes(bounceOf(email)) } as const;
    await k.house.t.anonymous().notification.takeProviderEvents({ ...told, contentType: 'application/json' });
    return { input: { email } };
  },

  'ticket.startWork': async k => ({ input: { ticketId: await assigned(k), expectedVersion: undefined } }),
  'ticket.askResident': async k => ({
    input: { ticketId: await opened(k), fileIds: undefined, expectedVersion: undefined },
  }),
  'ticket.answerQuestion': async k => {
    const ticketId = await opened(k);
    await k.house.t.as(k.manager).ticket.askResident({ ticketId, question: 'Which radiator?' });
    return { input: { ticketId, fileIds: undefined, expectedVersion: undefined } };
  },
  'ticket.mergeTicket': async k => ({
    input: { ticketId: await opened(k), into: await opened(k), expectedVersion: undefined },
  }),
};
