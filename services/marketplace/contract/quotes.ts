// Asking for quotes, making them, talking about them, and accepting one.

import { z } from 'zod';
import { endpoint, Id, line, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { Amount, Category, FileIds, Job, LinkedFile, Quote, QuoteRequest, RequestState, WallTime } from './wire.ts';

const byRequest = { requestId: Id };
const byQuote = { quoteId: Id };

export const requestQuotes = endpoint({
  method: 'POST',
  path: '/v1/quote-requests',
  summary: 'Ask providers for quotes, perhaps for a ticket of one’s home',
  description:
    'With `ticketId` title, description and photos come from the ticket unless others are given. `listingIds` name whom ' +
    'it goes to; without any it goes to all who offer the category in the building, up to twenty.',
  access: { role: 'resident', of: { building: 'buildingId' } },
  idempotent: true,
  creates: true,
  input: z.strictObject({
    buildingId: Id,
    unitId: Id.optional().describe('For which home, where somebody has several'),
    ticketId: Id.optional(),
    category: Category,
    title: line(140, 3).optional(),
    description: prose(5_000, 0).optional(),
    fileIds: FileIds,
    listingIds: z.array(Id).max(20).default([]),
  }),
  output: QuoteRequest,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const QuoteRequestDetails = QuoteRequest.extend({ quotes: z.array(Quote) }).meta({ id: 'QuoteRequestDetails' });

export const getQuoteRequest = endpoint({
  method: 'GET',
  path: '/v1/quote-requests/:requestId',
  summary: 'One request with its quotes, the cheapest first; a provider sees its own',
  access: 'row',
  input: z.strictObject(byRequest),
  output: QuoteRequestDetails,
  errors: ['not_found'],
});

export const listRequestFiles = endpoint({
  method: 'GET',
  path: '/v1/quote-requests/:requestId/files',
  summary: 'The photos of a request, with links that open for a few minutes',
  access: 'row',
  input: z.strictObject(byRequest),
  output: z.strictObject({ items: z.array(LinkedFile) }),
  errors: ['not_found'],
});

export const listMyQuoteRequests = endpoint({
  method: 'GET',
  path: '/v1/me/quote-requests',
  summary: 'What I asked quotes for, the latest first',
  access: 'user',
  input: z.strictObject({ ...pageInput, state: RequestState.optional(), ticketId: Id.optional() }),
  output: pageOf(QuoteRequest),
  errors: ['invalid_cursor'],
});

export const cancelQuoteRequest = endpoint({
  method: 'POST',
  path: '/v1/quote-requests/:requestId/cancellation',
  summary: 'Ask no more; open quotes are closed',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byRequest),
  output: QuoteRequest,
  errors: ['not_found', 'failed_precondition'],
});

export const listProviderRequests = endpoint({
  method: 'GET',
  path: '/v1/providers/:providerId/quote-requests',
  summary: 'What a provider is asked for, the latest first',
  access: 'row',
  input: z.strictObject({ providerId: Id, ...pageInput, state: RequestState.optional() }),
  output: pageOf(QuoteRequest),
  errors: ['not_found', 'invalid_cursor'],
});

export const refuseRequest = endpoint({
  method: 'POST',
  path: '/v1/quote-requests/:requestId/refusal',
  summary: 'Make no quote',
  access: 'row',
  idempotent: true,
  input: z.strictObject({ ...byRequest, providerId: Id }),
  output: QuoteRequest,
  errors: ['not_found', 'failed_precondition'],
});

export const submitQuote = endpoint({
  method: 'POST',
  path: '/v1/quote-requests/:requestId/quotes',
  summary: 'Make a quote; one that is open already is withdrawn for it',
  description: 'Each proposed time must lie in a window of the provider and be free. Amounts hold taxes.',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({
    ...byRequest,
    providerId: Id,
    lines: z
      .array(
        z.strictObject({
          text: line(200),
          quantity: z.int().min(1).max(10_000),
          unitPrice: Amount.describe('Of one, taxes included, in minor units'),
          taxRatePpm: z.int().min(0).max(1_000_000).default(0).describe('190000 is 19 %'),
        }),
      )
      .min(1)
      .max(50),
    slots: z
      .array(z.strictObject({ start: WallTime, end: WallTime }))
      .min(1)
      .max(5),
    validUntil: Timestamp,
    note: prose(2_000, 0).default(''),
    warrantyDays: z.int().min(0).max(3_650).optional().describe('The listing’s where none is given'),
  }),
  output: Quote,
  errors: ['not_found', 'failed_precondition', 'invalid_argument', 'conflict'],
});

export const withdrawQuote = endpoint({
  method: 'POST',
  path: '/v1/quotes/:quoteId/withdrawal',
  summary: 'Take a quote back that nobody has accepted',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byQuote),
  output: Quote,
  errors: ['not_found', 'failed_precondition'],
});

export const declineQuote = endpoint({
  method: 'POST',
  path: '/v1/quotes/:quoteId/refusal',
  summary: 'Decline a quote',
  access: 'row',
  idempotent: true,
  input: z.strictObject(byQuote),
  output: Quote,
  errors: ['not_found', 'failed_precondition'],
});

export const acceptQuote = endpoint({
  method: 'POST',
  path: '/v1/quotes/:quoteId/acceptance',
  summary: 'Accept a quote for one of its times; there is a day to pay',
  description:
    'The provider’s time is kept from now on. `conflict` with `slot_taken` where somebody else has it, `request_taken` ' +
    'where another quote of the request was accepted first. Not paid in time, the request is open again.',
  access: 'row',
  idempotent: true,
  creates: true,
  input: z.strictObject({ ...byQuote, start: WallTime }),
  output: Job,
  errors: ['not_found', 'failed_precondition', 'conflict', 'invalid_argument'],
});

export const QuoteMessage = z
  .strictObject({
    id: Id,
    quoteId: Id,
    side: z.enum(['resident', 'provider']),
    authorId: Id.nullable(),
    text: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'QuoteMessage' });

export const sendQuoteMessage = endpoint({
  method: 'POST',
  path: '/v1/quotes/:quoteId/messages',
  summary: 'Ask or answer something about a quote',
  access: 'row',
  idempotent: true,
  creates: true,
  limit: { per: 'user', capacity: 30, perMinute: 10 },
  input: z.strictObject({ ...byQuote, text: prose(2_000) }),
  output: QuoteMessage,
  errors: ['not_found', 'rate_limited'],
});

export const listQuoteMessages = endpoint({
  method: 'GET',
  path: '/v1/quotes/:quoteId/messages',
  summary: 'What was written about a quote, the latest first',
  access: 'row',
  input: z.strictObject({ ...byQuote, ...pageInput }),
  output: pageOf(QuoteMessage),
  errors: ['not_found', 'invalid_cursor'],
});
