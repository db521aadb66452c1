// Everything a batch of messages needs to know, asked at once, at the moment of sending: nothing of it is kept.

import type { Client } from '#kernel/clients/client';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { iam } from '#services/iam/contract';
import type { NotificationCtx } from '../definition.ts';
import type { Choice } from '../domain/preferences.ts';
import { providersOf } from '../ports/providers.ts';
import { choicesOf, type Settings, settingsOf } from '../queries.ts';
import type { Delivery } from './rows.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { suppressedAmong } from './suppression.ts';
import { type CustomTemplates, customTemplates } from './templates.ts';

export type Contact = Awaited<ReturnType<Client<typeof iam>['getUsers']>>['items'][number];
export type AccountMessage = Awaited<ReturnType<Client<typeof iam>['getMessage']>>;

/** `over` where it was used, has expired or was asked for again; `unknown` while iam cannot say. */
export type RequestedMessage = AccountMessage | 'over' | 'unknown';

export interface Device {
  id: string;
  target: Buffer;
  targetIndex: Buffer;
}

export interface Facts {
  contacts: Map<string, Contact>;
  settings: Map<string, Settings>;
  choices: Map<string, Choice[]>;
  devices: Map<string, Device[]>;
  /** Addresses nothing is sent to. */
  suppressed: Set<string>;
  /** Notifications that were read in the app. */
  read: Set<string>;
  /** By request. */
  messages: Map<string, RequestedMessage>;
  /** What messages of the shop speak of, by message. */
  subjects: Map<string, Subject>;
  templates: CustomTemplates;
}

/** Asks everything. Raises what iam raises while it is away. */
export async function gatherFacts(ctx: NotificationCtx, deliveries: readonly Delivery[]): Promise<Facts> {
  const userIds = [...new Set(deliveries.flatMap(({ userId }) => userId ?? []))];
  const contacts = await contactsOf(ctx, userIds);
  const messages = await messagesOf(ctx, deliveries);
  const subjects = await subjectsOf(ctx, deliveries);
  const guests = [...subjects.values()].flatMap(each => (typeof each === 'string' ? [] : (each.guest ?? [])));
  const addresses = [...contacts.values(), ...messages.values(), ...guests].flatMap(each =>
    typeof each === 'string' ? [] : each.email,
  );
  const outside = deliveries.filter(({ channel, userId }) => channel !== 'in_app' && userId !== null);
  return {
    contacts,
    messages,
    subjects,
    settings: await settingsOf(ctx.db, userIds),
    choices: await choicesOf(ctx.db, userIds),
    devices: await devicesOf(ctx, deliveries),
    suppressed: await suppressedAmong(ctx, addresses),
    read: await providersOf(ctx).timeline.readAmong(outside),
    templates: await customTemplates(ctx.db),
  };
}

async function contactsOf(ctx: NotificationCtx, userIds: readonly string[]): Promise<Map<string, Contact>> {
  if (userIds.length === 0) return new Map();
  const { items } = await ctx.clients.iam.getUsers({ userIds: [...userIds] });
  return new Map(items.map(contact => [contact.id, contact]));
}

async function messagesOf(
  ctx: NotificationCtx,
  deliveries: readonly Delivery[],
): Promise<Map<string, RequestedMessage>> {
  const requestIds = deliveries.flatMap(({ requestId }) => requestId ?? []);
  return new Map(await Promise.all(requestIds.map(async id => [id, await messageOf(ctx, id)] as const)));
}

/** Whatever goes wrong with one request holds up that one alone. */
async function messageOf(ctx: NotificationCtx, requestId: string): Promise<RequestedMessage> {
  try {
    return await ctx.clients.iam.getMessage({ requestId });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not_found') return 'over';
    ctx.log.warn({ err: error, requestId }, 'iam gave no message for a request');
    return 'unknown';
  }
}

async function devicesOf(ctx: NotificationCtx, deliveries: readonly Delivery[]): Promise<Map<string, Device[]>> {
  const userIds = deliveries.flatMap(({ userId, channel }) => (channel === 'push' && userId ? [userId] : []));
  if (userIds.length === 0) return new Map();
  const rows = await ctx.db.many({ id: col.uuid, user_id: col.uuid, target: col.bytes, target_index: col.bytes })`
    select id, user_id, target, target_index from device_tokens where user_id = any(${userIds}::uuid[])
    order by created_at, id`;
  const devices = new Map<string, Device[]>();
  for (const { id, user_id, target, target_index: targetIndex } of rows)
    devices.set(user_id, [...(devices.get(user_id) ?? []), { id, target, targetIndex }]);
  return devices;
}
