// The loop that brings messages out: claim what is due, look at everything again, send, record.

import { CodedError } from '#kernel/errors';
import { lane } from '#kernel/lane';
import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';
import { decide } from '../domain/decide.ts';
import { type Channel, ruleOf } from '../domain/types.ts';
import { providersOf } from '../ports/providers.ts';
import { defaultSettings } from '../queries.ts';
import { claimDue, giveBack } from './claim.ts';
import { admit, collect } from './collect.ts';
import { type Addressee, compose } from './compose.ts';
import { type Contact, type Facts, gatherFacts } from './facts.ts';
import { type Result, recorder } from './record.ts';
import { resultOf } from './result.ts';
import type { Delivery } from './rows.ts';
import { send } from './send.ts';
import { endDigest, sendDigest } from './send-digest.ts';
import { withSubject } from './subjects.ts';

/** Messages of a channel under way at once. */
const width = 8;
const awayMs = 30_000;

/** What the messages of a turn share. */
interface Turn {
  facts: Facts;
  inLane: <T>(work: () => Promise<T>) => Promise<T>;
  record: ReturnType<typeof recorder>;
}

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
  const turn = { facts, inLane: lane({ width, maxWaiting: claimed.length }), record: recorder(ctx) };
  await Promise.all(claimed.map(delivery => deliverOne(ctx, delivery, turn)));
  return true;
}

/** Its place in the lane is free again once its provider has answered: what became of it is recorded while the next is on
 * its way. What cannot be recorded is left to its lease, as if the sender had died. */
async function deliverOne(ctx: NotificationCtx, delivery: Delivery, turn: Turn): Promise<void> {
  try {
    const result = await turn.inLane(() => attempt(ctx, delivery, turn.facts));
    if (result && !(await turn.record({ delivery, result }))) await takeBackIfGone(ctx, delivery);
  } catch (error) {
    const about = { err: error, delivery: delivery.id, type: delivery.type };
    ctx.log.error(about, 'a message could not be sent');
    const response = error instanceof CodedError ? error.message : 'internal error';
    const result = resultOf(ctx, delivery, { kind: 'unavailable', provider: 'agora', response });
    await turn.record({ delivery, result }).catch(() => ctx.log.error(about, 'what became of a message is not known'));
  }
}

/** Brings a message to its provider; null where what became of it is recorded already. */
async function attempt(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<Result | null> {
  if (delivery.requestId) return deliverRequest(ctx, delivery, facts);
  const subject = facts.subjects.get(delivery.id);
  if (subject === 'over') return skipped('what it speaks of is over');
  if (subject === 'unknown') return unanswered(ctx, delivery, 'shop');
  const told = subject ? withSubject(delivery, subject) : delivery;
  return delivery.guestOrderId ? deliverToGuest(ctx, told, facts) : deliverToPerson(ctx, told, facts);
}

const skipped = (response: string): Result => ({ outcome: 'skipped', response });

/** Who was asked for what the message needs did not answer: it is asked again. */
const unanswered = (ctx: NotificationCtx, delivery: Delivery, provider: string): Result =>
  resultOf(ctx, delivery, { kind: 'unavailable', provider, response: 'gave no answer' });

/** A message of iam's: to the address it names, whether or not that has an account yet. */
async function deliverRequest(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<Result> {
  const message = facts.messages.get(delivery.requestId!)!;
  if (message === 'over') return skipped('used, expired or asked for again');
  if (message === 'unknown') return unanswered(ctx, delivery, 'iam');
  if (facts.suppressed.has(message.email)) return skipped('the address bounced');
  const { name, locale, email, url, expiresAt } = message;
  const zone = zoneOf(facts, delivery.userId);
  const variables = { url, expiresAt };
  const texts = compose(ctx, facts.templates, { type: delivery.type, variables }, { userId: null, name, locale, zone });
  return resultOf(ctx, delivery, await send(ctx, delivery, texts, { email, phone: null, devices: [] }));
}

/** To the address somebody without an account gave with their order; what was bought, they are to know of, so that no
 * wishes hold. */
async function deliverToGuest(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<Result> {
  const subject = facts.subjects.get(delivery.id);
  const guest = typeof subject === 'object' ? subject.guest : null;
  if (!guest) return skipped('the address is forgotten');
  if (facts.suppressed.has(guest.email)) return skipped('the address bounced');
  const to = { userId: null, name: null, locale: guest.locale, zone: 'UTC', guest: true };
  const texts = compose(ctx, facts.templates, delivery, to);
  return resultOf(ctx, delivery, await send(ctx, delivery, texts, { email: guest.email, phone: null, devices: [] }));
}

async function deliverToPerson(ctx: NotificationCtx, delivery: Delivery, facts: Facts): Promise<Result | null> {
  const contact = facts.contacts.get(delivery.userId!) ?? null;
  const decision = decide(situationOf(ctx, delivery, facts, contact));
  if (decision.do === 'skip') {
    if (delivery.type !== 'digest') return skipped(decision.because);
    await endDigest(ctx, delivery, skipped(decision.because));
    return null;
  }
  if (decision.do === 'defer') return { outcome: 'deferred', dueAt: decision.until };
  const zone = zoneOf(facts, delivery.userId);
  if (decision.do === 'collect') return collect(ctx, delivery, decision.mode, zone);
  if (isLimited(delivery) && !(await admit(ctx, delivery, perHour(ctx, delivery))))
    return collect(ctx, delivery, 'hourly', zone);

  const { email, phone, name, locale } = contact!;
  const to: Addressee = { userId: delivery.userId, name, locale, zone };
  const addresses = { email, phone, devices: facts.devices.get(delivery.userId!) ?? [] };
  if (delivery.type === 'digest' && !delivery.test) return sendDigest(ctx, delivery, facts, to, addresses);
  return resultOf(ctx, delivery, await send(ctx, delivery, compose(ctx, facts.templates, delivery, to), addresses));
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
    suppressed: contact !== null && facts.suppressed.has(contact.email),
    readInApp: facts.read.has(delivery.notificationId),
  };
}

const zoneOf = ({ settings, contacts }: Facts, userId: string | null): string =>
  settings.get(userId ?? '')?.zone ?? contacts.get(userId ?? '')?.zone ?? 'UTC';

const isLimited = ({ type, channel, test }: Delivery): boolean =>
  channel !== 'in_app' && type !== 'digest' && !test && !ruleOf(type).urgent;

const perHour = ({ config }: NotificationCtx, { channel }: Delivery): number =>
  ({ email: config.emailsPerHour, sms: config.smsPerHour, push: config.pushesPerHour, in_app: 0 })[channel];

/** The account was deleted while its message was on the way: what was added after the purge goes, too. */
async function takeBackIfGone(ctx: NotificationCtx, { id, channel, userId, notificationId }: Delivery): Promise<void> {
  if (channel !== 'in_app') return;
  const known = await ctx.db.maybe({ id: col.uuid })`select id from deliveries where id = ${id}`;
  if (!known) await providersOf(ctx).timeline.remove(userId!, notificationId);
}
