// The kinds of notification there are, as data: where each goes unless a person says otherwise, and what it may ignore.

import { bookingTypes } from './booking-types.ts';
import { communityTypes } from './community-types.ts';
import { groupBuyTypes } from './group-buy-types.ts';
import { marketTypes } from './market-types.ts';
import { shopTypes } from './shop-types.ts';

export const channels = ['in_app', 'email', 'sms', 'push'] as const;
export type Channel = (typeof channels)[number];

export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

export interface TypeRule {
  /** The channels it can take; true where it takes them unless the person says otherwise. */
  channels: Partial<Record<Channel, boolean>>;
  /** Nobody can switch it off. */
  locked?: true;
  /** Goes out at once: quiet hours, send windows, digests and limits do not hold for it. */
  urgent?: true;
  /** E-mails of it may wait for the hourly or daily collection. */
  digestible?: true;
  /** What of the shop it speaks of: asked of its owner by the id among the variables, when it is sent. */
  about?: 'order' | 'parcel' | 'product' | 'gift_cards';
  /** What it speaks of in the web app; `{name}` is a variable of the type. */
  link?: string;
  /** Its variables, with values for previews, test mails and the tests. */
  sample: Readonly<Record<string, unknown>>;
}

const id = '01920000-0000-7000-8000-000000000001';
const ticket = { ticketId: id, title: 'The radiator stays cold' };
const ticketLink = '/tickets/{ticketId}';
const home = { unitId: id, buildingId: id, unit: 'A 12', building: 'Lindenhof' };
const incident = { incidentId: id, title: 'The lift in entrance A stands still' };
const once = { url: 'https://agora.example/confirm/4f2c', expiresAt: '2026-03-03T09:00:00.000Z' };

const quietly = { in_app: true, email: true, push: true } as const;
const loudly = { in_app: true, email: true, push: true, sms: false } as const;

export const types = {
  ...shopTypes,
  ...groupBuyTypes,
  ...bookingTypes,
  ...communityTypes,
  ...marketTypes,
  'ticket.created': { channels: quietly, digestible: true, link: ticketLink, sample: { ...ticket, urgent: false } },
  'ticket.assigned': { channels: quietly, digestible: true, link: ticketLink, sample: ticket },
  'ticket.progressed': {
    channels: quietly,
    digestible: true,
    link: ticketLink,
    sample: { ...ticket, status: 'in_progress' },
  },
  'ticket.question_asked': { channels: loudly, link: ticketLink, sample: ticket },
  'ticket.resolved': { channels: quietly, digestible: true, link: ticketLink, sample: ticket },
  'ticket.commented': { channels: quietly, digestible: true, link: ticketLink, sample: { ...ticket, internal: false } },
  'ticket.closed': { channels: quietly, digestible: true, link: ticketLink, sample: { ...ticket, reason: 'solved' } },
  'ticket.sla_warning': {
    channels: loudly,
    link: ticketLink,
    sample: { ...ticket, clock: 'first_response', dueAt: '2026-03-02T15:00:00.000Z' },
  },
  'ticket.sla_breached': {
    channels: loudly,
    link: ticketLink,
    sample: { ...ticket, clock: 'solution', dueAt: '2026-03-02T15:00:00.000Z', level: 1 },
  },
  'incident.opened': { channels: loudly, link: '/incidents/{incidentId}', sample: incident },
  'incident.resolved': { channels: quietly, link: '/incidents/{incidentId}', sample: incident },
  'chat.mentioned': {
    channels: { in_app: true, email: false, push: true },
    digestible: true,
    link: '/channels/{channelId}?message={messageId}',
    sample: { channelId: id, messageId: id, channel: 'Garden' },
  },
  'chat.direct_message': {
    channels: { in_app: true, email: false, push: true },
    digestible: true,
    link: '/channels/{channelId}?message={messageId}',
    sample: { channelId: id, messageId: id },
  },
  'resident.verified': { channels: quietly, link: '/homes', sample: home },
  'resident.left': { channels: quietly, link: '/homes', sample: { ...home, leftBuilding: true } },
  'resident.verification_submitted': {
    channels: quietly,
    digestible: true,
    link: '/buildings/{buildingId}/verifications/{requestId}',
    sample: { ...home, requestId: id },
  },
  'resident.verification_rejected': {
    channels: quietly,
    link: '/homes',
    sample: { ...home, reason: 'The document shows another address.' },
  },
  'account.verification': { channels: { email: true }, locked: true, urgent: true, sample: once },
  'account.password_reset': { channels: { email: true }, locked: true, urgent: true, sample: once },
  'account.invitation': { channels: { email: true }, locked: true, urgent: true, sample: once },
  'account.security_alert': {
    channels: { in_app: true, email: true },
    locked: true,
    urgent: true,
    link: '/account/security',
    sample: { kind: 'new_device' },
  },
  'account.welcome': { channels: { in_app: true }, link: '/', sample: {} },
  emergency: {
    channels: { in_app: true, email: true, sms: true, push: true },
    locked: true,
    urgent: true,
    link: '/emergencies/{emergencyId}',
    sample: {
      emergencyId: id,
      title: 'Smell of gas in entrance A',
      message: 'Leave the house by the rear exit. Do not use the lift.',
      acknowledgeUrl: 'https://agora.example/api/v1/acknowledgements/x7Q2',
    },
  },
  'emergency.unanswered': {
    channels: { in_app: true, email: true, push: true },
    locked: true,
    urgent: true,
    link: '/emergencies/{emergencyId}',
    sample: { emergencyId: id, title: 'Smell of gas in entrance A' },
  },
  digest: {
    channels: { email: true, sms: true, push: true },
    locked: true,
    link: '/notifications',
    sample: {
      count: 2,
      more: 0,
      items: [
        { subject: 'Resolved: The radiator stays cold', short: 'Your report is resolved.', link: '/tickets/1' },
        { subject: 'New comment: Bicycle room', short: 'There is a new comment.', link: '/tickets/2' },
      ],
    },
  },
} as const satisfies Record<string, TypeRule>;

export type TypeName = keyof typeof types;
export const typeNames = Object.keys(types) as [TypeName, ...TypeName[]];

/** The rule of a type. */
export const ruleOf = (type: TypeName): TypeRule => types[type];

/** The path in the web app a notification leads to, or null. */
export const linkOf = (type: TypeName, variables: Readonly<Record<string, unknown>>): string | null =>
  ruleOf(type).link?.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(variables[name]))) ?? null;

/** The types a person finds among the preferences; the digest follows the settings. */
export const chosenTypes = typeNames.filter(type => type !== 'digest');
