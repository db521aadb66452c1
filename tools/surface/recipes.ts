// Inputs that no schema can tell: a password that is right, a token that was sent by mail, a thing in the state that an
// operation is for. What a recipe does not say is generated.

import { passwordResetRequested, verificationRequested } from '../../services/iam/events.ts';
import { demoPassword, type Person, webhookKey } from './house.ts';
import type { Input } from './inputs.ts';
import {
  bytes,
  invitationCode,
  invited,
  type Kitchen,
  linkToken,
  newEmail,
  opened,
  password,
  registered,
  settingUp,
  twoFactors,
  unitId,
  uploaded,
  verifying,
} from './kitchen.ts';
import { firstBuilding as buildingId } from './known.ts';
import { bookingRecipes } from './recipes.booking.ts';
import { cartRecipes } from './recipes.cart.ts';
import { catalogRecipes } from './recipes.catalog.ts';
import { chatRecipes } from './recipes.chat.ts';
import { communityRecipes } from './recipes.community.ts';
import { discountRecipes } from './recipes.discount.ts';
import { marketplaceRecipes } from './recipes.marketplace.ts';
import { orderRecipes } from './recipes.order.ts';
import { paymentRecipes } from './recipes.payment.ts';
import { profileRecipes } from './recipes.profile.ts';
import { shippingRecipes } from './recipes.shipping.ts';

interface Made {
  input?: Input;
  /** Who alone can ask this. */
  as?: Person;
}
type Recipe = (kitchen: Kitchen) => Promise<Made>;

const bounceOf = (email: string) => JSON.stringify([{ email, event: 'bounce' }]);

/** Left out, as what is generated for them would rarely fit. */
const neither = { fileIds: undefined, expectedVersion: undefined };

/** What generated input would spoil for all others: a sandbox that is told to be out of order is. */
export const onlyByRecipe: ReadonlySet<string> = new Set(['payment.setSandboxBehaviour']);

export const recipes: Readonly<Record<string, Recipe>> = {
  'building.archiveBuilding': async ({ t, admin, count }) => {
    const address = { street: 'Feldweg 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
    const empty = { code: `FUZZ-${count()}`, name: 'A field', address, zone: 'Europe/Berlin' };
    return { input: { buildingId: (await t.as(admin).building.createBuilding(empty)).id } };
  },
  'building.joinHome': async k => ({ input: { code: await invitationCode(k) }, as: await k.someone() }),
  'building.submitVerification': async k => {
    const as = await k.someone();
    return { input: { fileIds: [await uploaded(k, as)] }, as };
  },
  'building.rejectVerification': async k => ({ input: (await verifying(k)).input }),
  'building.withdrawVerification': verifying,
  'building.linkRegistration': async k => ({
    input: { ...(await registered(k)).input, unitId, relation: 'household' },
  }),
  'building.withdrawRegistration': registered,
  'building.cancelMoveIn': async k => {
    const as = await k.someone();
    const code = await invitationCode(k, { movesInOn: '2026-09-01' });
    return { input: { membershipId: (await k.t.as(as).building.joinHome({ code })).id }, as };
  },

  'gateway.listParkedEvents': async () => ({ input: { service: 'iam', cursor: undefined } }),
  'gateway.replayEvents': async () => ({ input: { service: 'iam', eventId: undefined } }),
  'gateway.runJob': async () => ({ input: { service: 'iam', job: 'kernel-upkeep' } }),

  'iam.register': async k => ({ input: { email: newEmail(k), password } }),
  'iam.verifyEmail': async k => {
    await k.t.anonymous().iam.register({ email: newEmail(k), password, name: 'Ada Adler' });
    return { input: { token: await linkToken(k, verificationRequested) } };
  },
  'iam.login': async ({ t, resident }) => {
    const { email } = await t.as(resident).iam.getMe({});
    return { input: { email, password: demoPassword } };
  },
  'iam.completeLogin': async k => {
    const { as, recoveryCodes } = await twoFactors(k);
    const { email } = await k.t.as(as).iam.getMe({});
    const begun = await k.t.anonymous().iam.login({ email, password: demoPassword });
    return { input: { ...('challenge' in begun && { challenge: begun.challenge }), code: recoveryCodes[0] } };
  },
  'iam.resetPassword': async k => {
    const { email } = await k.t.as(await k.someone()).iam.getMe({});
    await k.t.anonymous().iam.requestPasswordReset({ email });
    return { input: { token: await linkToken(k, passwordResetRequested), password } };
  },
  'iam.inviteUser': async k => ({ input: { email: newEmail(k), role: 'support' } }),
  'iam.previewInvitation': async k => ({ input: { token: await invited(k) } }),
  'iam.acceptInvitation': async k => ({ input: { token: await invited(k), name: 'Ada Adler', password } }),
  'iam.deleteMe': async k => ({ as: await k.someone() }),
  'iam.changePassword': async k => ({
    input: { currentPassword: demoPassword, newPassword: password },
    as: await k.someone(),
  }),
  'iam.confirmSession': async () => ({ input: { password: demoPassword } }),
  'iam.revokeSession': async k => {
    const as = await k.someone();
    return { input: { sessionId: as.sessionId }, as };
  },
  'iam.confirmTotp': async k => {
    const { as, code } = await settingUp(k);
    return { input: { code }, as };
  },
  'iam.removeTotp': async k => ({ as: (await twoFactors(k)).as }),
  'iam.replaceRecoveryCodes': async k => ({ as: (await twoFactors(k)).as }),

  'notification.acknowledgeEmergency': async ({ t, manager, resident }) => {
    const alarm = { buildingId, title: 'Gas', message: 'Leave the building.' };
    const { id } = await t.as(manager).notification.sendEmergency(alarm);
    return { input: { emergencyId: id }, as: resident };
  },
  'notification.takeProviderEvents': async k => ({
    input: { provider: 'sendgrid', key: webhookKey, content: bounceOf(newEmail(k)) },
  }),
  'notification.liftSuppression': async k => {
    const email = newEmail(k);
    const told = { provider: 'sendgrid', key: webhookKey, content: bytes(bounceOf(email)) } as const;
    await k.t.anonymous().notification.takeProviderEvents({ ...told, contentType: 'application/json' });
    return { input: { email } };
  },

  ...bookingRecipes,
  ...cartRecipes,
  ...catalogRecipes,
  ...chatRecipes,
  ...communityRecipes,
  ...marketplaceRecipes,
  ...discountRecipes,
  ...orderRecipes,
  ...paymentRecipes,
  ...profileRecipes,
  ...shippingRecipes,

  'ticket.addAttachments': async k => ({
    input: { ticketId: await opened(k), fileIds: [await uploaded(k, k.resident)] },
    as: k.resident,
  }),
  'ticket.startWork': async k => {
    const ticketId = await opened(k);
    await k.t.as(k.manager).ticket.assignTicket({ ticketId, assigneeId: k.manager.userId });
    return { input: { ticketId, ...neither } };
  },
  'ticket.askResident': async k => ({ input: { ticketId: await opened(k), ...neither } }),
  'ticket.answerQuestion': async k => {
    const ticketId = await opened(k);
    await k.t.as(k.manager).ticket.askResident({ ticketId, question: 'Which radiator?' });
    return { input: { ticketId, ...neither } };
  },
  'ticket.removeObserver': async k => {
    const watch = { ticketId: await opened(k), userId: k.manager.userId };
    await k.t.as(k.manager).ticket.addObserver(watch);
    return { input: watch };
  },
  'ticket.mergeTicket': async k => ({ input: { ticketId: await opened(k), into: await opened(k), ...neither } }),
  'ticket.unlinkTicket': async k => {
    const ticketId = await opened(k);
    const incident = { buildingId, title: 'The heating is off', ticketIds: [ticketId] };
    return { input: { incidentId: (await k.t.as(k.manager).ticket.openIncident(incident)).id, ticketId } };
  },
};
