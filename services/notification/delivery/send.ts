// One message to its provider, by channel. What a provider says is kept in the log without the address it was sent to.

import type { NotificationCtx } from '../definition.ts';
import { ruleOf } from '../domain/types.ts';
import type { Outcome } from '../ports/outcome.ts';
import { providersOf } from '../ports/providers.ts';
import type { Target } from '../ports/push.ts';
import type { Composed } from './compose.ts';
import type { Device } from './facts.ts';
import type { Delivery } from './rows.ts';
import { suppress } from './suppression.ts';

/** Where a message goes. */
export interface Addresses {
  email: string;
  phone: string | null;
  devices: readonly Device[];
}

/** Sends one message. Its id is in what the provider gets, so that a repetition can be told. */
export async function send(
  ctx: NotificationCtx,
  delivery: Delivery,
  texts: Composed,
  addresses: Addresses,
): Promise<Outcome> {
  switch (delivery.channel) {
    case 'in_app':
      return addToTimeline(ctx, delivery, texts);
    case 'email':
      return sendMail(ctx, delivery, texts, addresses.email);
    case 'sms':
      return sendSms(ctx, delivery, texts, addresses.phone!);
    case 'push':
      return sendPushes(ctx, delivery, texts, addresses.devices);
  }
}

async function addToTimeline(ctx: NotificationCtx, delivery: Delivery, texts: Composed): Promise<Outcome> {
  await providersOf(ctx).timeline.add([
    {
      id: delivery.notificationId,
      userId: delivery.userId!,
      type: delivery.type,
      title: texts.subject,
      body: texts.short,
      link: texts.link,
      createdAt: delivery.createdAt,
      readAt: null,
    },
  ]);
  // Whoever looks at Agora at this moment sees it at once.
  ctx.push({ userId: delivery.userId! }, 'notification', { id: delivery.notificationId });
  return { kind: 'sent', provider: 'timeline', response: '' };
}

const messageIdOf = (ctx: NotificationCtx, { id }: Delivery): string => `<${id}@${new URL(ctx.publicUrl).hostname}>`;

async function sendMail(ctx: NotificationCtx, delivery: Delivery, texts: Composed, to: string): Promise<Outcome> {
  const { subject, text, html, unsubscribeUrl } = texts;
  const messageId = messageIdOf(ctx, delivery);
  const outcome = await providersOf(ctx).mail.send({
    messageId,
    userId: delivery.userId,
    to,
    subject,
    text,
    html,
    unsubscribeUrl,
  });
  if (outcome.kind === 'refused' && outcome.gone) await suppress(ctx, to, 'bounce', outcome.provider);
  return without(outcome, to);
}

async function sendSms(ctx: NotificationCtx, delivery: Delivery, texts: Composed, to: string): Promise<Outcome> {
  const sms = { messageId: messageIdOf(ctx, delivery), userId: delivery.userId!, to, text: texts.short };
  return without(await providersOf(ctx).sms.send(sms), to);
}

/** To every device; it counts as sent where one took it. Devices that are gone are forgotten. */
async function sendPushes(
  ctx: NotificationCtx,
  delivery: Delivery,
  texts: Composed,
  devices: readonly Device[],
): Promise<Outcome> {
  const outcomes = await Promise.all(devices.map(device => sendPush(ctx, delivery, texts, device)));
  const best = ['sent', 'unavailable', 'refused'].flatMap(
    kind => outcomes.find(outcome => outcome.kind === kind) ?? [],
  );
  return { ...best[0]!, response: outcomes.map(outcome => outcome.response).join('; ') };
}

async function sendPush(ctx: NotificationCtx, delivery: Delivery, texts: Composed, device: Device): Promise<Outcome> {
  const target = openTarget(ctx, device);
  const outcome = await providersOf(ctx).push.send({
    userId: delivery.userId!,
    target,
    notificationId: delivery.notificationId,
    title: texts.subject,
    body: texts.short,
    url: `${ctx.publicUrl}${texts.link ?? ''}`,
    urgent: ruleOf(delivery.type).urgent ?? false,
  });
  if (outcome.kind === 'refused' && outcome.gone) await ctx.db.run`delete from device_tokens where id = ${device.id}`;
  return without(outcome, target.kind === 'fcm' ? target.token : target.endpoint);
}

/** The place a target is sealed for: its own index, as the row may pass to another person. */
export const targetPlace = (index: Buffer): string => `device_tokens|target|${index.toString('hex')}`;

const openTarget = (ctx: NotificationCtx, { target, targetIndex }: Device): Target =>
  JSON.parse(ctx.cipher.open(target, targetPlace(targetIndex)));

function without(outcome: Outcome, address: string): Outcome {
  const bare = address.replace(/^\+/, '');
  const pattern = new RegExp(bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  return { ...outcome, response: outcome.response.replace(pattern, '…') };
}
