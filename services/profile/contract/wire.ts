// The wire forms of what people say about themselves.

import { z } from 'zod';
import { Id, line, Money, prose, Timestamp } from '#kernel/contract';

export const versionInput = {
  expectedVersion: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('The version last seen (If-Match); refused if it has changed'),
};

export const Birthday = z.iso.date().regex(/^(19|20)\d\d-/, 'must be a day between 1900 and 2099');

export const Neighbour = z
  .strictObject({
    userId: Id,
    name: z.string().describe('What they want to be called, else the name of their account'),
    avatarUrl: z.string().nullable().describe('Opens for a few minutes'),
  })
  .meta({ id: 'Neighbour' });

export const Profile = z
  .strictObject({
    userId: Id,
    displayName: z.string().nullable().describe('What neighbours read; the name for letters is that of the account'),
    about: z.string().nullable(),
    birthday: z.string().nullable(),
    avatarFileId: Id.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Profile' });

export const preferenceInput = {
  units: z.enum(['metric', 'imperial']),
  weekStarts: z.enum(['monday', 'sunday', 'saturday']),
  hours: z.enum(['24h', '12h']),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is a code of ISO 4217, e.g. EUR'),
};
export const Preferences = z
  .strictObject({
    language: z
      .enum(['en', 'de'])
      .nullable()
      .describe('Of the account: change it by PATCH /v1/me; null while it is away'),
    zone: z.string().nullable().describe('As above'),
    ...preferenceInput,
  })
  .meta({ id: 'Preferences' });

export const addressFields = {
  name: line(100).describe('Who is to be found there'),
  company: line(100).nullable().default(null),
  line1: line(200),
  line2: line(200).nullable().default(null),
  postcode: line(12),
  city: line(100),
  region: line(100).nullable().default(null).describe('State or province, where addresses have one'),
  country: z.string().regex(/^[A-Z]{2}$/, 'is a code of ISO 3166-1, e.g. DE'),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be in the form +4930123456')
    .nullable()
    .default(null),
  unitId: Id.nullable().default(null).describe('The home it is, where that is a unit on the platform'),
};
export const AddressDetails = z.strictObject(addressFields);
export type AddressDetails = z.output<typeof AddressDetails>;

export const SavedAddress = z
  .strictObject({
    id: Id,
    ...addressFields,
    forShipping: z.boolean().describe('Taken unless another is chosen'),
    forBilling: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'SavedAddress' });
export type SavedAddress = z.output<typeof SavedAddress>;

export const Watch = z.enum(['stock', 'price']);
export const Wish = z
  .strictObject({
    variantId: Id,
    note: z.string().nullable(),
    watches: z.array(Watch).describe('What I am told of: when it can be had, when it costs less'),
    addedAt: Timestamp,
    offer: z
      .strictObject({
        productId: Id,
        slug: z.string(),
        title: z.string(),
        variantTitle: z.string().nullable(),
        price: Money,
        priorPrice: Money.nullable(),
        available: z.int().nullable(),
        sellable: z.boolean(),
      })
      .nullable()
      .describe('What it is sold for now; null where it is not, or cannot be asked'),
  })
  .meta({ id: 'Wish' });
export const Note = prose(500);

export const PreferredCard = z
  .strictObject({ methodId: Id, label: z.string().nullable(), preferred: z.boolean() })
  .meta({ id: 'PreferredCard', description: 'The card itself is at /v1/me/payment-methods' });

export const DataPart = z
  .strictObject({
    service: z.string(),
    state: z.enum(['waiting', 'answered', 'unanswered']),
    answeredAt: Timestamp.nullable(),
    counts: z.record(z.string(), z.int()).nullable().describe('How many of what'),
    attempts: z.int(),
  })
  .meta({ id: 'DataPart' });

const request = {
  id: Id,
  state: z.enum(['collecting', 'ready']),
  requestedAt: Timestamp,
  deadlineAt: Timestamp,
  readyAt: Timestamp.nullable(),
  parts: z.array(DataPart),
};
export const DataExport = z
  .strictObject({ ...request, complete: z.boolean().describe('Whether every service has answered') })
  .meta({ id: 'DataExport' });
export const Erasure = z
  .strictObject({
    ...request,
    userId: Id,
    complete: z.boolean().describe('Whether every service has answered, and keeps nothing'),
    kept: z.array(z.string()).describe('The services that keep something, as the law asks of books'),
  })
  .meta({ id: 'Erasure' });
