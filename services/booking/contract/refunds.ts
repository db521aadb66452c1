// Money that could not be given back, for the managers of the building.

import { z } from 'zod';
import { endpoint, Id, Money, pageInput, pageOf, prose, Timestamp } from '#kernel/contract';
import { managerOfBuilding, managerOfRow } from './wire.ts';

const FailedRefund = z
  .strictObject({
    id: Id,
    bookingId: Id,
    resource: z.string(),
    start: z.string(),
    kind: z.enum(['refund', 'kept']).describe('`kept`: of a deposit, for the building'),
    amount: Money,
    deposit: Money.describe('Of the amount, what was deposit'),
    failure: z.string().describe('What was said when it was asked for last'),
    refusals: z.int(),
    failedAt: Timestamp,
  })
  .meta({ id: 'FailedRefund' });

const refundInput = { refundId: Id };
const RefundOutcome = z
  .strictObject({ refundId: Id, state: z.enum(['pending', 'elsewhere']) })
  .meta({ id: 'RefundOutcome' });

export const listFailedRefunds = endpoint({
  method: 'GET',
  path: '/v1/buildings/:buildingId/failed-refunds',
  summary: 'Refunds of bookings that were refused for good, the latest first',
  access: managerOfBuilding,
  input: z.strictObject({ buildingId: Id, ...pageInput }),
  output: pageOf(FailedRefund),
  errors: ['invalid_cursor'],
});

export const retryRefund = endpoint({
  method: 'POST',
  path: '/v1/booking-refunds/:refundId/retry',
  summary: 'Ask for a refund that failed once more',
  access: managerOfRow,
  audit: ['refundId'],
  input: z.strictObject(refundInput),
  output: RefundOutcome,
  errors: ['not_found', 'failed_precondition'],
});

export const settleRefund = endpoint({
  method: 'POST',
  path: '/v1/booking-refunds/:refundId/settlement',
  summary: 'Record that the building has paid a refund back by other means; it is not asked for any more',
  description: 'What lies here of it is the building’s then, the deposit in it as well.',
  access: managerOfRow,
  audit: ['refundId', 'note'],
  input: z.strictObject({ ...refundInput, note: prose(500) }),
  output: RefundOutcome,
  errors: ['not_found', 'failed_precondition'],
});
