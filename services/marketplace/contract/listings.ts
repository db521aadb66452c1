// What is offered, where and when.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf, prose } from '#kernel/contract';
import {
  Amount,
  AvailabilityWindow,
  Category,
  Clock,
  Day,
  Job,
  Listing,
  listingFields,
  PriceUnit,
  Span,
  versionInput,
} from './wire.ts';

const byProvider = { providerId: Id };

export const listCategories = endpoint({
  method: 'GET',
  path: '/v1/service-categories',
  summary: 'What services there are; `id` is what a commission rule names',
  access: 'user',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ id: Id, category: Category })) }),
});

export const createListing = endpoint({
  method: 'POST',
  path: '/v1/providers/:providerId/listings',
  summary: 'Offer a service in some buildings',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...byProvider, ...listingFields }),
  output: Listing,
  errors: ['not_found', 'invalid_argument'],
});

export const updateListing = endpoint({
  method: 'PATCH',
  path: '/v1/listings/:listingId',
  summary: 'Change what is offered, pause it, or offer it again; quotes stay as they were made',
  access: 'row',
  input: z.strictObject({
    listingId: Id,
    title: line(140, 3).optional(),
    description: prose(5_000, 0).optional(),
    priceFrom: Amount.optional(),
    priceTo: Amount.optional(),
    unit: PriceUnit.optional(),
    buildingIds: z.array(Id).min(1).max(200).optional(),
    warrantyDays: listingFields.warrantyDays.removeDefault().optional(),
    freeCancelHours: listingFields.freeCancelHours.removeDefault().optional(),
    lateCancelPercent: listingFields.lateCancelPercent.removeDefault().optional(),
    state: z.enum(['active', 'paused']).optional(),
    ...versionInput,
  }),
  output: Listing,
  errors: ['not_found', 'invalid_argument', 'version_mismatch'],
});

export const listListings = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/listings',
  summary: 'What services residents of a building may ask for, the latest first',
  access: { role: ['resident', 'manager', 'support'], of: { building: 'buildingId' } },
  input: z.strictObject({ buildingId: Id, ...pageInput, category: Category.optional() }),
  output: pageOf(Listing),
  errors: ['invalid_cursor'],
});

export const listProviderListings = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/listings',
  summary: 'Everything a provider offers, paused ones too',
  access: 'row',
  input: z.strictObject(byProvider),
  output: z.strictObject({ items: z.array(Listing) }),
  errors: ['not_found'],
});

export const addWindow = endpoint({
  method: 'POST',
  path: '/v1/providers/:providerId/windows',
  summary: 'Say when a provider works, or that it is away for some days',
  description: '`open` takes `weekday`, `from` and `to`; `closed` takes `firstDay` and `lastDay` and goes first.',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({
    ...byProvider,
    kind: z.enum(['open', 'closed']).default('open'),
    weekday: z.int().min(1).max(7).optional().describe('1 is Monday'),
    from: Clock.optional(),
    to: Clock.optional(),
    firstDay: Day.optional(),
    lastDay: Day.optional(),
  }),
  output: AvailabilityWindow,
  errors: ['not_found', 'invalid_argument', 'failed_precondition'],
});

export const removeWindow = endpoint({
  method: 'DELETE',
  path: '/v1/availability-windows/:windowId',
  summary: 'Take a window back; what is booked stays',
  access: 'row',
  input: z.strictObject({ windowId: Id }),
  output: Nothing,
  errors: ['not_found'],
});

const days = { from: Day, to: Day };

export const getCalendar = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/calendar',
  summary: 'The windows of a provider, and what is booked in up to 62 days',
  access: 'row',
  input: z.strictObject({ ...byProvider, ...days }),
  output: z.strictObject({
    zone: z.string(),
    windows: z.array(AvailabilityWindow),
    visits: z.array(
      z.strictObject({
        id: Id,
        jobId: Id,
        claimId: Id.nullable(),
        title: z.string(),
        startsAt: z.string(),
        endsAt: z.string(),
      }),
    ),
  }),
  errors: ['not_found', 'invalid_argument'],
});

export const listFreeTimes = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/free-times',
  summary: 'When a provider has time, in up to 62 days',
  access: 'user',
  input: z.strictObject({ ...byProvider, ...days }),
  output: z.strictObject({ zone: z.string(), items: z.array(Span) }),
  errors: ['not_found', 'invalid_argument'],
});

export const listProviderJobs = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/jobs',
  summary: 'The jobs of a provider, the latest first',
  access: 'row',
  input: z.strictObject({ ...byProvider, ...pageInput, state: Job.shape.state.optional() }),
  output: pageOf(Job),
  errors: ['not_found', 'invalid_cursor'],
});
