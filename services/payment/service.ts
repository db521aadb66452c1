// Binds what payment is made of.

import { paymentService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { exportPersonalData } from './operations/books/export-personal-data.ts';
import { getBuildingMoney } from './operations/books/get-building-money.ts';
import { getStatement } from './operations/books/get-statement.ts';
import { getVendorBalance } from './operations/books/get-vendor-balance.ts';
import { importSettlements } from './operations/books/import-settlements.ts';
import { listAccounts } from './operations/books/list-accounts.ts';
import { listCommissionRules } from './operations/books/list-commission-rules.ts';
import { listJournal } from './operations/books/list-journal.ts';
import { listPayouts } from './operations/books/list-payouts.ts';
import { listReconciliations } from './operations/books/list-reconciliations.ts';
import { reconcile } from './operations/books/reconcile.ts';
import { setCommissionRule } from './operations/books/set-commission-rule.ts';
import { startPayout } from './operations/books/start-payout.ts';
import { verifyLedger } from './operations/books/verify-ledger.ts';
import { withdrawCommissionRule } from './operations/books/withdraw-commission-rule.ts';
import { authorisePayment } from './operations/internal/authorise-payment.ts';
import { capturePayment } from './operations/internal/capture-payment.ts';
import { getGiftCardCodes } from './operations/internal/get-gift-card-codes.ts';
import { getInvoiceLink } from './operations/internal/get-invoice-link.ts';
import { getPaymentStatus } from './operations/internal/get-payment-status.ts';
import { keepDeposit } from './operations/internal/keep-deposit.ts';
import { listSoldGiftCards } from './operations/internal/list-sold-gift-cards.ts';
import { refundPayment } from './operations/internal/refund-payment.ts';
import { releaseEscrow } from './operations/internal/release-escrow.ts';
import { voidPayment } from './operations/internal/void-payment.ts';
import { withdrawGiftCards } from './operations/internal/withdraw-gift-cards.ts';
import { captureSandboxPayment } from './operations/sandbox/capture-sandbox-payment.ts';
import { createSandboxPayment } from './operations/sandbox/create-sandbox-payment.ts';
import { createSandboxRefund } from './operations/sandbox/create-sandbox-refund.ts';
import { decideSandboxPayment } from './operations/sandbox/decide-sandbox-payment.ts';
import { deliverSandboxWebhooks } from './operations/sandbox/deliver-sandbox-webhooks.ts';
import { getSandbox } from './operations/sandbox/get-sandbox.ts';
import { getSandboxPayment } from './operations/sandbox/get-sandbox-payment.ts';
import { getSandboxRefund } from './operations/sandbox/get-sandbox-refund.ts';
import { setSandboxBehaviour } from './operations/sandbox/set-sandbox-behaviour.ts';
import { showSandboxPage } from './operations/sandbox/show-sandbox-page.ts';
import { voidSandboxPayment } from './operations/sandbox/void-sandbox-payment.ts';
import { addPaymentMethod } from './operations/wallet/add-payment-method.ts';
import { checkGiftCard } from './operations/wallet/check-gift-card.ts';
import { confirmPayment } from './operations/wallet/confirm-payment.ts';
import { getInvoice } from './operations/wallet/get-invoice.ts';
import { getOrderInvoice } from './operations/wallet/get-order-invoice.ts';
import { getPayment } from './operations/wallet/get-payment.ts';
import { getPaymentOptions } from './operations/wallet/get-payment-options.ts';
import { getStoreCredit } from './operations/wallet/get-store-credit.ts';
import { grantStoreCredit } from './operations/wallet/grant-store-credit.ts';
import { issueGiftCard } from './operations/wallet/issue-gift-card.ts';
import { listInvoices } from './operations/wallet/list-invoices.ts';
import { listPaymentMethods } from './operations/wallet/list-payment-methods.ts';
import { listPayments } from './operations/wallet/list-payments.ts';
import { removePaymentMethod } from './operations/wallet/remove-payment-method.ts';
import { showPayPage } from './operations/wallet/show-pay-page.ts';
import { takeRazorpayWebhook } from './operations/webhooks/take-razorpay-webhook.ts';
import { takeSandboxWebhook } from './operations/webhooks/take-sandbox-webhook.ts';
import { seed } from './seed.ts';
import { forgetUser } from './subscriptions.ts';

export default paymentService.build({
  operations: {
    exportPersonalData,
    authorisePayment,
    capturePayment,
    releaseEscrow,
    voidPayment,
    refundPayment,
    withdrawGiftCards,
    listSoldGiftCards,
    getGiftCardCodes,
    keepDeposit,
    getPaymentStatus,
    getPaymentOptions,
    listPayments,
    getPayment,
    listPaymentMethods,
    addPaymentMethod,
    removePaymentMethod,
    getStoreCredit,
    checkGiftCard,
    listInvoices,
    getInvoice,
    getOrderInvoice,
    getInvoiceLink,
    showPayPage,
    confirmPayment,
    issueGiftCard,
    grantStoreCredit,
    listAccounts,
    listJournal,
    verifyLedger,
    listCommissionRules,
    setCommissionRule,
    withdrawCommissionRule,
    getVendorBalance,
    getBuildingMoney,
    listPayouts,
    startPayout,
    getStatement,
    importSettlements,
    reconcile,
    listReconciliations,
    getSandbox,
    setSandboxBehaviour,
    deliverSandboxWebhooks,
    createSandboxPayment,
    getSandboxPayment,
    captureSandboxPayment,
    voidSandboxPayment,
    createSandboxRefund,
    getSandboxRefund,
    showSandboxPage,
    decideSandboxPayment,
    takeSandboxWebhook,
    takeRazorpayWebhook,
  },
  subscriptions: [forgetUser],
  jobs,
  loops,
  seed,
});
