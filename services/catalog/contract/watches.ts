// Waiting for something to be had again, or to cost less.

import { z } from 'zod';
import { endpoint, Id, Nothing, pageInput, pageOf } from '#kernel/contract';
import { Price, Watch } from './wire.ts';

const kind = z.enum(['stock', 'price']);

export const watchVariant = endpoint({
  method: 'PUT',
  path: '/v1/me/stock-watches/:variantId',
  summary: 'Tell me when a variant can be had again, or costs less',
  access: 'user',
  input: z.strictObject({
    variantId: Id,
    kind,
    below: Price.optional().describe('For a price: at most this; less than now if left out'),
  }),
  output: Watch,
  errors: ['not_found', 'failed_precondition', 'invalid_argument'],
});

export const unwatchVariant = endpoint({
  method: 'DELETE',
  path: '/v1/me/stock-watches/:variantId',
  summary: 'Do not tell me after all',
  access: 'user',
  input: z.strictObject({ variantId: Id, kind: kind.optional() }),
  output: Nothing,
});

export const listWatches = endpoint({
  method: 'GET',
  path: '/v1/me/stock-watches',
  summary: 'What I wait for, newest first',
  access: 'user',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(Watch),
});
