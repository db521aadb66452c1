// The sandbox asked in the process: the functions behind its HTTP API, without the two loopback requests, which take longer
// than the step itself. What it knows is in the database all the same.

import type { PaymentCtx } from '../definition.ts';
import {
  capturePayment,
  createPayment,
  requireSandboxPayment,
  type SandboxPayment,
  voidPayment,
} from '../sandbox/payments.ts';
import { createRefund, findSandboxRefund } from '../sandbox/refunds.ts';
import { sandboxPageUrl } from '../sandbox/show.ts';
import type { PaymentProvider, Report } from './provider.ts';
import { isRefusal, toRefundReport, toReport, withoutReply } from './sandbox-reports.ts';
import { readSandboxSettlements } from './sandbox-settlements.ts';

/** Builds the adapter. */
export function sandboxLocal(ctx: PaymentCtx): PaymentProvider {
  const report = async (ask: Promise<SandboxPayment>): Promise<Report> => {
    try {
      const payment = await ask;
      return toReport({ ...payment, url: sandboxPageUrl(ctx, payment.key) });
    } catch (error) {
      return withoutReply(error);
    }
  };
  return {
    name: 'sandbox',
    authorise: request => report(createPayment(ctx, request)),
    capture: ({ key }) => report(capturePayment(ctx, key)),
    void: ({ key }) => report(voidPayment(ctx, key)),
    find: ({ key }) => report(requireSandboxPayment(ctx, key)),
    async refund({ key, payment, amount }) {
      try {
        return toRefundReport(await createRefund(ctx, { key, paymentKey: payment.key, amount }));
      } catch (error) {
        return isRefusal(error)
          ? { state: 'failed', ref: null, reason: error.extras.reason ?? 'refused' }
          : withoutReply(error);
      }
    },
    async findRefund({ key }) {
      try {
        const found = await findSandboxRefund(ctx, key);
        return found ? toRefundReport(found) : { state: 'absent' };
      } catch (error) {
        return withoutReply(error);
      }
    },
    readSettlements: readSandboxSettlements,
  };
}
