// What goes over the wire about zones, methods, rates, carriers and slots.

import { z } from 'zod';
import { Id, line, Timestamp } from '#kernel/contract';
import { Country, Region } from './wire.ts';

export const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must have letters, digits and - only, e.g. express');
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be in the form 14:00');
const Day = z.iso.date();

/** Where a zone lies: everywhere, in a country, in a region of it, or where postcodes begin so. */
export const ZoneArea = z
  .strictObject({
    country: Country.nullable(),
    region: Region.nullable().default(null),
    postcodePrefix: z
      .string()
      .regex(/^[A-Z0-9]{1,10}$/, 'must be the beginning of a postcode, without spaces')
      .nullable()
      .default(null),
  })
  .refine(({ country, region, postcodePrefix }) => country !== null || (region === null && postcodePrefix === null), {
    message: 'a region or a postcode needs its country',
    path: ['country'],
  })
  .meta({ id: 'ZoneArea' });
export type ZoneArea = z.output<typeof ZoneArea>;

export const zoneFields = {
  name: line(100),
  timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/, 'must be a zone of IANA, e.g. Europe/Berlin'),
  /** Days on which parcels go out and arrive: 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(Day).max(400),
  areas: z.array(ZoneArea).min(1).max(1_000),
};
export const ShippingZone = z
  .strictObject({
    id: Id,
    code: z.string(),
    ...zoneFields,
    /** None once it is archived. */
    areas: z.array(ZoneArea),
    archivedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ShippingZone' });

export const MethodKind = z.enum(['delivery', 'pickup']);
export const Basis = z.enum(['weight', 'value', 'quantity']);
export type Basis = z.output<typeof Basis>;

export const methodFields = {
  name: line(100),
  carrierId: Id,
  kind: MethodKind,
  basis: Basis.describe('What the tiers of its rates go by: grams, minor units or pieces of a parcel'),
  taxCategory: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  cutoff: TimeOfDay,
  handlingDays: z.int().min(0).max(60),
  minDays: z.int().min(0).max(120),
  maxDays: z.int().min(0).max(120),
  maxWeightGrams: z.int().min(1).max(100_000_000).nullable(),
};

const Amount = z.string().regex(/^(0|[1-9]\d{0,14})$/, 'must be a whole number without leading zeros');
/** Compares amounts as text, since what is refused already is compared as well. */
const isBelow = (a: string, b: string): boolean => a.length < b.length || (a.length === b.length && a < b);
const Tier = z.strictObject({ from: Amount.describe('Grams, minor units or pieces'), amount: Amount });
/** What a parcel costs: the amount of the last tier that it reaches. */
export const rateFields = {
  tiers: z
    .array(Tier)
    .min(1)
    .max(50)
    .refine(tiers => tiers[0]?.from === '0', 'the first tier must begin at 0')
    .refine(
      tiers => tiers.every(({ from }, index) => index === 0 || isBelow(tiers[index - 1]!.from, from)),
      'each tier must begin above the one before',
    ),
  freeFrom: Amount.nullable().describe('Value of the parcel from which it costs nothing'),
};
export const ShippingRate = z.strictObject({ currency: z.string(), ...rateFields }).meta({ id: 'ShippingRate' });

export const DeliveryWindow = z
  .strictObject({
    weekday: z.int().min(1).max(7),
    from: TimeOfDay,
    until: TimeOfDay,
    capacity: z.int().min(1).max(10_000),
  })
  .refine(({ from, until }) => from < until, { message: 'must be after its beginning', path: ['until'] })
  .meta({ id: 'DeliveryWindow' });

export const ShippingMethod = z
  .strictObject({
    id: Id,
    zoneId: Id,
    code: z.string(),
    ...methodFields,
    rates: z.array(ShippingRate),
    windows: z.array(DeliveryWindow),
    archivedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ShippingMethod' });

export const CarrierKind = z.enum(['simulated', 'own']);
export const carrierFields = {
  name: line(100),
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .describe('null: the public address of the platform'),
};
export const Carrier = z
  .strictObject({ id: Id, code: z.string(), kind: CarrierKind, ...carrierFields, archivedAt: Timestamp.nullable() })
  .meta({ id: 'Carrier' });

export const SlotState = z
  .strictObject({ id: Id, methodId: Id, from: Timestamp, until: Timestamp, capacity: z.int(), taken: z.int() })
  .meta({ id: 'SlotState' });
