// The forms things have on the wire; contract.ts says which endpoint takes or gives which.

import { z } from 'zod';
import { Content, Id, line, prose, Timestamp } from '#kernel/contract';
import { channels, locales, typeNames } from './domain/types.ts';

const Channel = z.enum(channels);
const TypeName = z.enum(typeNames).meta({ id: 'NotificationType' });
const Locale = z.enum(locales);
const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as HH:MM, e.g. 22:00');

export const Notification = z
  .strictObject({
    id: Id,
    type: TypeName,
    title: z.string(),
    body: z.string(),
    /** A path in the web app. */
    link: z.string().nullable(),
    createdAt: Timestamp,
    readAt: Timestamp.nullable(),
  })
  .meta({ id: 'Notification' });

export const Preference = z
  .strictObject({
    type: TypeName,
    channel: Channel,
    enabled: z.boolean(),
    /** It cannot be switched off. */
    locked: z.boolean(),
  })
  .meta({ id: 'NotificationPreference' });

export const Preferences = z.strictObject({ items: z.array(Preference) });
export const PreferenceChanges = z.strictObject({
  items: z
    .array(z.strictObject({ type: TypeName, channel: Channel, enabled: z.boolean() }))
    .min(1)
    .max(100),
});

const hours = { from: WallTime, to: WallTime };
export const Settings = z
  .strictObject({
    /** E-mail, SMS and push wait until these hours are over; what is urgent does not. */
    quietHours: z.strictObject(hours).nullable(),
    /** E-mail, SMS and push go out in this window only; weekdays are 1 (Monday) to 7. */
    sendWindow: z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), ...hours }).nullable(),
    emailDigest: z.enum(['immediate', 'hourly', 'daily']),
    /** An IANA zone; null takes the one of the account. */
    zone: line(60).nullable(),
  })
  .meta({ id: 'NotificationSettings' });

export const Device = z
  .strictObject({ id: Id, kind: z.enum(['fcm', 'web_push']), createdAt: Timestamp })
  .meta({ id: 'Device' });

export const Devices = z.strictObject({
  items: z.array(Device),
  /** What a browser subscribes to Web Push with (VAPID, RFC 8292). */
  webPushKey: z.string().nullable(),
});

export const Target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fcm'), token: line(4_096, 20) }),
  z.strictObject({
    kind: z.literal('web_push'),
    endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
    keys: z.strictObject({ p256dh: z.string().min(80).max(100), auth: z.string().min(16).max(40) }),
  }),
]);

const templateParts = {
  subject: line(200),
  short: line(300),
  text: prose(10_000),
  html: prose(40_000),
};
export const TemplateParts = z.strictObject(templateParts).meta({ id: 'TemplateParts' });
export const Template = z
  .strictObject({
    type: TypeName,
    locale: Locale,
    /** 0 is the one that comes with the platform. */
    version: z.int(),
    custom: z.boolean(),
    createdAt: Timestamp.nullable(),
    ...templateParts,
  })
  .meta({ id: 'MessageTemplate' });
const onTemplate = { type: TypeName, locale: Locale };
export const OnTemplate = z.strictObject(onTemplate);
export const TemplateVersion = z.strictObject({
  ...onTemplate,
  ...templateParts,
  /** The version this one is written over. */
  expectedVersion: z.int().min(0),
});
export const TemplateDraft = z.strictObject({ ...onTemplate, draft: TemplateParts.optional() });
export const TemplateDetail = z.strictObject({
  template: Template,
  /** What its texts may speak of. */
  variables: z.array(z.string()),
  versions: z.array(
    z.strictObject({
      version: z.int(),
      custom: z.boolean(),
      texts: TemplateParts.nullable().describe('Null where it went back to the one that comes with the platform'),
      createdBy: Id.nullable(),
      createdAt: Timestamp,
    }),
  ),
});

export const EmergencyUnit = z
  .strictObject({
    unitId: Id,
    state: z.enum(['waiting', 'acknowledged', 'unanswered']),
    /** How many messages to how many people this took so far. */
    asked: z.int(),
    acknowledgedBy: Id.nullable(),
    acknowledgedAt: Timestamp.nullable(),
  })
  .meta({ id: 'EmergencyUnit' });
export const Emergency = z
  .strictObject({
    id: Id,
    buildingId: Id,
    title: z.string(),
    message: z.string(),
    sentBy: Id.nullable(),
    createdAt: Timestamp,
    units: z.int(),
    acknowledged: z.int(),
    unanswered: z.int(),
  })
  .meta({ id: 'Emergency' });
export const EmergencyDetail = z.strictObject({ emergency: Emergency, units: z.array(EmergencyUnit) });
const places = z.array(Id).min(1).max(200).optional();
export const EmergencyInput = z.strictObject({
  buildingId: Id,
  title: line(140, 3),
  message: prose(1_000, 3),
  unitIds: places,
  entranceIds: places,
  floorIds: places,
  escalateAfterMinutes: z.int().min(1).max(240).default(10),
});

export const DeliveryLog = z
  .strictObject({
    id: Id,
    notificationId: Id,
    userId: Id.nullable(),
    type: TypeName,
    channel: Channel,
    outcome: z.enum(['sent', 'retried', 'failed', 'skipped', 'deferred', 'collected']),
    provider: z.string().nullable(),
    response: z.string().nullable(),
    attempt: z.int(),
    at: Timestamp,
  })
  .meta({ id: 'DeliveryLog' });

export const ProviderEvents = z.strictObject({
  provider: z.enum(['sendgrid', 'ses']),
  key: z.string().max(200),
  content: Content,
  contentType: z.string().max(200),
});

export const LinkToken = z.string().min(20).max(400);
