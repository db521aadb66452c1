// The loop that brings messages out: claim what is due, look at everything again, send, record.

import { CodedError } from '#kernel/errors';
import { lane } from '#kernel/lane';
import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';
import { decide } from '../domain/decide.ts';
import { type Channel, ruleOf } from '../domain/types.ts';
import type { Outcome } from '../ports/outcome.ts';
import { providersOf } from '../ports/providers.ts';
import { defaultSettings } from '../queries.ts';
import { claimDue, giveBack } from './claim.ts';
import { admit, collect } from './collect.ts';
import { type Addressee, compose } from './compose.ts';
import { type Contact, type Facts, gatherFacts } from './facts.ts';
import { record } from './record.ts';
import { resultOf } from './result.ts';
import type { Delivery } from './rows.ts';
import { send } from './send.ts';
import { endDigest, sendDigest } from './send-digest.ts';
import { withSubject } from './subjects.ts';
import { addressIndex } from './suppression.ts';

/** Messages of a channel under way at once. */
const width = 8;
const awayMs = 30_000;

/** One turn of a channel's loop; true if there may be more to do at once. Each channel has its own, so that a mail server
 * that hangs holds up no warning by SMS. */
export async function deliverDue(ctx: NotificationCtx, channel: Channel): Promise<boolean> {
  const claimed = await claimDue(ctx, channel);
  if (claimed.length === 0) return false;
  let facts: Facts;
  try {
    facts = await gatherFacts(ctx, claimed);
  } catch (error) {
    ctx.log.warn({ err: error, count: claimed.length }, 'messages wait: who they are for cannot be asked');
    await giveBack(ctx, claimed, awayMs);
    return false;
  }
  const inLane = lane({ width, maxWaiting: claimed.length });
  await Promise.all(claimed.map(delivery => inLane(() => deliverOne(ctx, delivery, facts))));
  return true;
}

async function deliverOne(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<void> {
  try {
    if (delivery.requestId) return await deliverRequest(ctx, delivery, facts);
    const subject = facts.subjects.get(delivery.id);
    if (subject === 'over') return void (await skip(ctx, delivery, 'what it speaks of is over'));
    if (subject === 'unknown') return void (await unanswered(ctx, delivery, 'shop'));
    const told = subject ? withSubject(delivery, subject) : delivery;
    await (delivery.guestOrderId ? deliverToGuest(ctx, told, facts) : deliverToPerson(ctx, told, facts));
  } catch (error) {
    ctx.log.error({ err: error, delivery: delivery.id, type: delivery.type }, 'a message could not be sent');
    const response = error instanceof CodedError ? error.message : 'internal error';
    await record(ctx, delivery, resultOf(ctx, delivery, { kind: 'unavailable', provider: 'agora', response }));
  }
}

/** A message of iam's: to the address it names, whether or not that has an account yet. */
async function deliverRequest(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<void> {
  const message = facts.messages.get(delivery.requestId!)!;
  if (message === 'over') return void (await skip(ctx, delivery, 'used, expired or asked for again'));
  if (message === 'unknown') return void (await unanswered(ctx, delivery, 'iam'));
  if (isSuppressed(ctx, facts, message.email)) return void (await skip(ctx, delivery, 'the address bounced'));
  const { name, locale, email, url, expiresAt } = message;
  const zone = zoneOf(facts, delivery.userId);
  const variables = { url, expiresAt };
  const texts = compose(ctx, facts.templates, { type: delivery.type, variables }, { userId: null, name, locale, zone });
  const outcome = await send(ctx, delivery, texts, { email, phone: null, devices: [] });
  await record(ctx, delivery, resultOf(ctx, delivery, outcome));
}

/** To the address somebody without an account gave with their order; what was bought, they are to know of, so that no
 * wishes hold. */
async function deliverToGuest(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<void> {
  const subject = facts.subjects.get(delivery.id);
  const guest = typeof subject === 'object' ? subject.guest : null;
  if (!guest) return void (await skip(ctx, delivery, 'the address is forgotten'));
  if (isSuppressed(ctx, facts, guest.email)) return void (await skip(ctx, delivery, 'the address bounced'));
  const to = { userId: null, name: null, locale: guest.locale, zone: 'UTC', guest: true };
  const texts = compose(ctx, facts.templates, delivery, to);
  const outcome = await send(ctx, delivery, texts, { email: guest.email, phone: null, devices: [] });
  await record(ctx, delivery, resultOf(ctx, delivery, outcome));
}

/** Who was asked for what the message needs did not answer: it is asked again. */
const unanswered = (ctx: NotificationCtx, delivery: Delivery, provider: string): Promise<boolean> => {
  const outcome: Outcome = { kind: 'unavailable', provider, response: 'gave no answer' };
  return record(ctx, delivery, resultOf(ctx, delivery, outcome));
};

async function deliverToPerson(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<void> {
  const contact = facts.contacts.get(delivery.userId!) ?? null;
  const decision = decide(situationOf(ctx, delivery, facts, contact));
  if (decision.do === 'skip') {
    if (delivery.type === 'digest') return endDigest(ctx, delivery, { outcome: 'skipped', response: decision.because });
    return void (await skip(ctx, delivery, decision.because));
  }
  if (decision.do === 'defer')
    return void (await record(ctx, delivery, { outcome: 'deferred', dueAt: decision.until }));
  const zone = zoneOf(facts, delivery.userId);
  if (decision.do === 'collect') return collect(ctx, delivery, decision.mode, zone);
  if (isLimited(delivery) && !(await admit(ctx, delivery, perHour(ctx, delivery))))
    return collect(ctx, delivery, 'hourly', zone);

  const { email, phone, name, locale } = contact!;
  const to: Addressee = { userId: delivery.userId, name, locale, zone };
  const addresses = { email, phone, devices: facts.devices.get(delivery.userId!) ?? [] };
  if (delivery.type === 'digest' && !delivery.test) return sendDigest(ctx, delivery, facts, to, addresses);
  const outcome = await send(ctx, delivery, compose(ctx, facts.templates, delivery, to), addresses);
  const recorded = await record(ctx, delivery, resultOf(ctx, delivery, outcome));
  if (!recorded && delivery.channel === 'in_app') await takeBackIfGone(ctx, delivery);
}

function situationOf(ctx: NotificationCtx, delivery: Delivery, facts: Facts, contact: Contact | null) {
  const userId = delivery.userId!;
  const settings = facts.settings.get(userId) ?? defaultSettings;
  return {
    now: ctx.now(),
    type: delivery.type,
    channel: delivery.channel,
    test: delivery.test,
    person: contact && {
      active: contact.state === 'active',
      emailVerified: contact.emailVerified,
      hasPhone: contact.phone !== null,
      hasDevice: facts.devices.has(userId),
      zone: zoneOf(facts, userId),
    },
    choices: facts.choices.get(userId) ?? [],
    wishes: settings,
    digest: settings.emailDigest,
    suppressed: contact !== null && isSuppressed(ctx, facts, contact.email),
    readInApp: facts.read.has(delivery.notificationId),
  };
}

const zoneOf = ({ settings, contacts }: Facts, userId: string | null): string =>
  settings.get(userId ?? '')?.zone ?? contacts.get(userId ?? '')?.zone ?? 'UTC';

const isSuppressed = (ctx: NotificationCtx, { suppressed }: Facts, email: string): boolean =>
  suppressed.has(addressIndex(ctx, email).toString('hex'));

const isLimited = ({ type, channel, test }: Delivery): boolean =>
  channel !== 'in_app' && type !== 'digest' && !test && !ruleOf(type).urgent;

const perHour = ({ config }: NotificationCtx, { channel }: Delivery): number =>
  ({ email: config.emailsPerHour, sms: config.smsPerHour, push: config.pushesPerHour, in_app: 0 })[channel];

const skip = (ctx: NotificationCtx, delivery: Delivery, response: string): Promise<boolean> =>
  record(ctx, delivery, { outcome: 'skipped', response });

/** The account was deleted while its message was on the way: what was added after the purge goes, too. */
async function takeBackIfGone(ctx: NotificationCtx, { id, userId, notificationId }: Delivery): Promise<void> {
  const known = await ctx.db.maybe({ id: col.uuid })`select id from deliveries where id = ${id}`;
  if (!known) await providersOf(ctx).timeline.remove(userId!, notificationId);
}
