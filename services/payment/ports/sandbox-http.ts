// The sandbox asked over its HTTP API, as a provider far away is.

import { fromProblem, type Problem } from '#kernel/errors';
import type { Outgoing } from '#kernel/http/outgoing';
import type { PaymentProvider, RefundReport, Report } from './provider.ts';
import { isRefusal, type SandboxState, toRefundReport, toReport, withoutReply } from './sandbox-reports.ts';
import { readSandboxSettlements } from './sandbox-settlements.ts';

interface Options {
  /** Up to and with `/api`. */
  baseUrl: string;
  apiKey: string;
}

/** Builds the adapter. */
export function sandboxHttp({ baseUrl, apiKey }: Options, out: Outgoing): PaymentProvider {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const reply = await out.request(`${baseUrl}/v1/sandbox/${path}`, {
      method,
      headers: { 'x-sandbox-key': apiKey, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs: 10_000,
    });
    if (reply.status >= 300) throw fromProblem((reply.json() ?? {}) as Partial<Problem>);
    return reply.json();
  };
  const report = async (asked: Promise<unknown>): Promise<Report> => {
    try {
      return toReport((await asked) as SandboxState);
    } catch (error) {
      return withoutReply(error);
    }
  };
  const refundReport = async (asked: Promise<unknown>): Promise<RefundReport> => {
    try {
      return toRefundReport((await asked) as { id: string; state: string });
    } catch (error) {
      return isRefusal(error)
        ? { state: 'failed', ref: null, reason: error.extras.reason ?? 'refused' }
        : withoutReply(error);
    }
  };
  return {
    name: 'sandbox',
    authorise: ({ key, amount, currency, token, redirect, orderNumber }) =>
      report(
        ask('POST', 'payments', { key, amount: { amount: String(amount), currency }, token, redirect, orderNumber }),
      ),
    capture: ({ key }) => report(ask('POST', `payments/${key}/capture`, {})),
    void: ({ key }) => report(ask('POST', `payments/${key}/void`, {})),
    find: ({ key }) => report(ask('GET', `payments/${key}`)),
    refund: ({ key, payment, amount }) =>
      refundReport(ask('POST', `payments/${payment.key}/refunds`, { key, amount: String(amount) })),
    findRefund: ({ key }) => refundReport(ask('GET', `refunds/${key}`)),
    readSettlements: readSandboxSettlements,
  };
}
