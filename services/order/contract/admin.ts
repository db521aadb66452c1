// What the operators of the shop do.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Country, Region } from '#services/shipping/contract';
import { OrderFilter, OrderSummary } from './orders.ts';

const access = { role: 'admin', of: 'platform' } as const;

export const listOrders = endpoint({
  method: 'GET',
  path: '/v1/admin/orders',
  summary: 'All orders, newest first',
  access,
  input: z.strictObject({ ...OrderFilter, userId: Id.optional(), number: z.string().max(20).optional() }),
  output: pageOf(OrderSummary),
});

const StuckCheckout = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    /** Of the checkout, see generated/checkout.md; `cancellation` for a refund that is not through. */
    state: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    dueAt: Timestamp,
    createdAt: Timestamp,
  })
  .meta({ id: 'StuckCheckout' });

export const listStuckCheckouts = endpoint({
  method: 'GET',
  path: '/v1/admin/stuck-checkouts',
  summary: 'Checkouts and refunds that were tried more than twice and go on being tried, oldest first',
  access,
  input: z.strictObject(pageInput),
  output: pageOf(StuckCheckout),
});

export const retryCheckout = endpoint({
  method: 'POST',
  path: '/v1/admin/stuck-checkouts/:orderId/retry',
  summary: 'Try a checkout and its refunds again now rather than when their turn comes',
  description:
    '`failed_precondition` with `on_preorder` for an order that waits for its goods: it is sent once they are there.',
  access,
  idempotent: true,
  audit: ['orderId'],
  input: z.strictObject({ orderId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

const TaxRate = z.strictObject({
  /** Null for the whole country. */
  region: Region.nullable().default(null),
  /** `standard` holds for every category without a rate of its own. */
  category: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  /** In parts of a million: 190000 is 19 %. */
  ratePpm: z.int().min(0).max(1_000_000),
});
const TaxRules = z
  .strictObject({
    country: Country,
    /** Whether the prices contain their taxes there, or taxes come on top. */
    included: z.boolean(),
    rates: z.array(TaxRate).max(500),
  })
  .meta({ id: 'TaxRules' });

export const listTaxRules = endpoint({
  method: 'GET',
  path: '/v1/tax-rules',
  summary: 'The tax rates by country',
  access: 'public',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(TaxRules) }),
});

export const setTaxRules = endpoint({
  method: 'PUT',
  path: '/v1/tax-rules/:country',
  summary: 'Set the tax rates of a country; they hold for new orders within a minute',
  access,
  audit: ['country', 'included', 'rates'],
  input: TaxRules,
  output: TaxRules,
  errors: ['invalid_argument'],
});
