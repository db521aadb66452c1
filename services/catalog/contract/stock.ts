// How much there is, and where.

import { z } from 'zod';
import { endpoint, Id, line, Nothing, pageInput, pageOf } from '#kernel/contract';
import { Day, Location, OwnProduct, Quantity, StockMovement, StockReason, StockRow } from './wire.ts';

const vendorOfRow = { role: 'vendor', of: 'row' } as const;
const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;
const name = line(120);

export const createLocation = endpoint({
  method: 'POST',
  path: '/v1/vendors/:vendorId/locations',
  summary: 'Add a place where goods are kept',
  access: vendor,
  idempotent: true,
  creates: true,
  input: z.strictObject({ vendorId: Id, name }),
  output: Location,
  errors: ['already_exists', 'not_found'],
});

export const renameLocation = endpoint({
  method: 'PATCH',
  path: '/v1/locations/:locationId',
  summary: 'Rename a location',
  access: vendorOfRow,
  input: z.strictObject({ locationId: Id, name }),
  output: Location,
  errors: ['already_exists', 'not_found'],
});

export const deleteLocation = endpoint({
  method: 'DELETE',
  path: '/v1/locations/:locationId',
  summary: 'Delete a location where nothing was ever kept',
  access: vendorOfRow,
  input: z.strictObject({ locationId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});

export const listLocations = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/locations',
  summary: 'My locations, oldest first',
  access: vendor,
  input: z.strictObject({ vendorId: Id, ...pageInput }),
  output: pageOf(Location),
});

const what = {
  variantId: Id,
  locationId: Id,
  reason: StockReason,
  note: line(200).nullable().default(null),
};

export const setStock = endpoint({
  method: 'PUT',
  path: '/v1/variants/:variantId/stock',
  summary: 'Say how many pieces are there, as counted',
  access: vendorOfRow,
  input: z.strictObject({
    ...what,
    onHand: Quantity,
    expectedOnHand: Quantity.optional().describe('Refuses if there are not so many now'),
  }),
  output: StockRow,
  errors: ['not_found', 'failed_precondition', 'version_mismatch'],
});

export const adjustStock = endpoint({
  method: 'POST',
  path: '/v1/variants/:variantId/stock-adjustments',
  summary: 'Add pieces, or take some away',
  access: vendorOfRow,
  idempotent: true,
  input: z.strictObject({ ...what, change: Quantity }),
  output: StockRow,
  errors: ['not_found', 'failed_precondition'],
});

export const listStock = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/stock',
  summary: 'What I have, variant by variant; or only what runs low',
  access: vendor,
  input: z.strictObject({
    vendorId: Id,
    ...pageInput,
    low: z.boolean().optional().describe('Only what is counted and down to its `lowStockAt`'),
    locationId: Id.optional(),
  }),
  output: pageOf(StockRow),
});

export const listStockMovements = endpoint({
  method: 'GET',
  path: '/v1/variants/:variantId/stock-movements',
  summary: 'When and why stock was set or adjusted, newest first',
  access: vendorOfRow,
  input: z.strictObject({ variantId: Id, ...pageInput }),
  output: pageOf(StockMovement),
  errors: ['not_found'],
});

export const setPreorder = endpoint({
  method: 'PUT',
  path: '/v1/variants/:variantId/preorder',
  summary: 'Sell a variant before it is there, from a day on which it ships; or no more of it',
  description:
    'What was promised to those who ordered stays, and they are told of another day. What comes in goes to them first. ' +
    '`failed_precondition` with `preordered_already` for a limit below what is preordered, `not_counted` for a variant whose ' +
    'stock is not counted or may go below zero.',
  access: vendorOfRow,
  audit: ['variantId', 'availableFrom', 'limit'],
  input: z.strictObject({
    variantId: Id,
    availableFrom: Day.nullable().describe('A day to come; null ends the preorder'),
    limit: z.int().min(1).max(1_000_000).nullable().default(null).describe('How many may be preordered in all'),
  }),
  output: OwnProduct,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});
