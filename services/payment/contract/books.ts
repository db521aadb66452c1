// The ledger, commission, payouts and reconciliation, for the platform's administrators; a vendor sees its own.

import { z } from 'zod';
import { Content, endpoint, File, Id, Money, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { CommissionRule, Currency, JournalEntry, Payout, ProviderName, Reconciliation } from './wire.ts';

const admin = { role: 'admin', of: 'platform' } as const;
const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;
const byVendor = { vendorId: Id };

export const books = {
  listAccounts: endpoint({
    method: 'GET',
    path: '/v1/ledger/accounts',
    summary: 'The accounts with their balances, by code',
    access: admin,
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        code: z.string(),
        kind: z.enum(['asset', 'liability', 'income', 'expense']),
        balances: z.array(Money),
      }),
    ),
  }),
  listJournal: endpoint({
    method: 'GET',
    path: '/v1/ledger/entries',
    summary: 'The journal, newest first',
    access: admin,
    input: z.strictObject({ ...pageInput, account: z.string().max(100).optional(), paymentId: Id.optional() }),
    output: pageOf(JournalEntry),
  }),
  verifyLedger: endpoint({
    method: 'POST',
    path: '/v1/ledger/verifications',
    summary: 'Walk the chain and the sums; names the first entry that is not as it was written',
    access: admin,
    deadlineMs: 60_000,
    input: z.strictObject({}),
    output: z.strictObject({
      entries: z.int(),
      head: z.strictObject({ position: z.string(), hash: z.string() }),
      bad: z.strictObject({ position: z.string().nullable(), entryId: Id.nullable(), reason: z.string() }).nullable(),
    }),
  }),
  listCommissionRules: endpoint({
    method: 'GET',
    path: '/v1/commission-rules',
    summary: 'All versions of the commission rules, newest first',
    access: admin,
    input: z.strictObject(pageInput),
    output: pageOf(CommissionRule),
  }),
  setCommissionRule: endpoint({
    method: 'POST',
    path: '/v1/commission-rules',
    summary: 'Set the rate of a vendor or of the platform, for all goods or for those in a category, from a minute on',
    description:
      'Of the rules that fit a sale one counts: of the vendor and the category, the narrowest first; of the vendor; of the ' +
      'category for all vendors; of the platform. Shipping is in no category.',
    access: admin,
    idempotent: true,
    creates: true,
    audit: ['vendorId', 'categoryId', 'ratePpm'],
    input: z.strictObject({
      vendorId: Id.nullable(),
      categoryId: Id.nullable().default(null),
      ratePpm: z.int().min(0).max(1_000_000),
    }),
    output: CommissionRule,
    errors: ['conflict'],
  }),
  withdrawCommissionRule: endpoint({
    method: 'POST',
    path: '/v1/commission-rules/:ruleId/withdrawal',
    summary: 'Let a commission rule end, at once or from a date',
    description:
      'From then on the next rule that fits counts, or none. What was sold until then, and refunds of it, keep it. A rate ' +
      'that is set afterwards makes it hold again.',
    access: admin,
    audit: ['ruleId', 'from'],
    input: z.strictObject({ ruleId: Id, from: Timestamp.nullable().default(null) }),
    output: CommissionRule,
    errors: ['not_found', 'failed_precondition', 'conflict'],
  }),
  getVendorBalance: endpoint({
    method: 'GET',
    path: '/v1/vendors/:vendorId/balance',
    summary: 'What a vendor is owed',
    access: vendor,
    input: z.strictObject(byVendor),
    output: z.strictObject({
      items: z.array(Money),
      /** Held for what it lets, and not its own: never paid out before it is kept. */
      deposits: z.array(Money),
    }),
  }),
  getBuildingMoney: endpoint({
    method: 'GET',
    path: '/v1/buildings/:buildingId/money',
    summary: 'What a building earned with its rooms, month by month, and what of it is still to be paid out',
    description:
      'A building is the vendor of what it lets. Months are those of UTC, the last twelve in which money moved.',
    access: { role: 'manager', of: { building: 'buildingId' } },
    input: z.strictObject({ buildingId: Id }),
    output: z.strictObject({
      owed: z.array(Money),
      deposits: z.array(Money).describe('Held, and given back or kept later'),
      months: z.array(
        z
          .strictObject({
            month: z.string(),
            cameIn: Money.describe('Without commission and deposits'),
            givenBack: Money,
            depositsKept: Money,
            paidOut: Money,
          })
          .meta({ id: 'BuildingMonth' }),
      ),
    }),
  }),
  listPayouts: endpoint({
    method: 'GET',
    path: '/v1/vendors/:vendorId/payouts',
    summary: 'What was paid out to a vendor, newest first',
    access: vendor,
    input: z.strictObject({ ...byVendor, ...pageInput }),
    output: pageOf(Payout),
  }),
  startPayout: endpoint({
    method: 'POST',
    path: '/v1/vendors/:vendorId/payouts',
    summary: 'Pay out what a vendor is owed in a currency',
    access: admin,
    idempotent: true,
    creates: true,
    audit: ['vendorId', 'currency'],
    input: z.strictObject({ ...byVendor, currency: Currency }),
    output: Payout,
    errors: ['failed_precondition'],
  }),
  getStatement: endpoint({
    method: 'GET',
    path: '/v1/vendors/:vendorId/statement',
    summary: 'Every posting of a vendor’s account in a month, as PDF or CSV',
    access: vendor,
    input: z.strictObject({
      ...byVendor,
      month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'),
      currency: Currency,
      format: z.enum(['pdf', 'csv']).default('pdf'),
    }),
    output: File,
  }),
  importSettlements: endpoint({
    method: 'POST',
    path: '/v1/settlements',
    summary: 'Import a provider’s settlement file',
    description: 'Lines that are known already are left as they are. A bad row is named, and nothing is imported.',
    access: admin,
    audit: ['provider'],
    creates: true,
    upload: { maxBytes: 10_000_000, types: ['text/csv'] },
    input: z.strictObject({ provider: ProviderName, content: Content, contentType: z.string().max(100).optional() }),
    output: z.strictObject({ rows: z.int(), added: z.int() }),
    errors: ['already_exists'],
  }),
  reconcile: endpoint({
    method: 'POST',
    path: '/v1/reconciliations',
    summary: 'Compare payments, orders, ledger and settlements now',
    access: admin,
    idempotent: true,
    creates: true,
    audit: [],
    deadlineMs: 60_000,
    input: z.strictObject({}),
    output: Reconciliation,
  }),
  listReconciliations: endpoint({
    method: 'GET',
    path: '/v1/reconciliations',
    summary: 'The reports of reconciliation, newest first',
    access: admin,
    input: z.strictObject(pageInput),
    output: pageOf(Reconciliation),
  }),
};
