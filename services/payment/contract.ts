// What others may ask of payment.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import { books } from './contract/books.ts';
import { internal } from './contract/internal.ts';
import { sandbox } from './contract/sandbox.ts';
import { credit, wallet } from './contract/wallet.ts';

export { PaymentMethod, PaymentState, PaymentStatus, VendorShare } from './contract/internal.ts';

export const payment = contract('payment', {
  exportPersonalData: personalData('payment'),
  authorisePayment: internal.authorisePayment,
  capturePayment: internal.capturePayment,
  releaseEscrow: internal.releaseEscrow,
  voidPayment: internal.voidPayment,
  refundPayment: internal.refundPayment,
  withdrawGiftCards: internal.withdrawGiftCards,
  listSoldGiftCards: internal.listSoldGiftCards,
  getGiftCardCodes: internal.getGiftCardCodes,
  keepDeposit: internal.keepDeposit,
  getPaymentStatus: internal.getPaymentStatus,
  getPaymentOptions: wallet.getPaymentOptions,
  listPayments: wallet.listPayments,
  getPayment: wallet.getPayment,
  listPaymentMethods: wallet.listPaymentMethods,
  addPaymentMethod: wallet.addPaymentMethod,
  removePaymentMethod: wallet.removePaymentMethod,
  getStoreCredit: wallet.getStoreCredit,
  checkGiftCard: wallet.checkGiftCard,
  listInvoices: wallet.listInvoices,
  getInvoice: wallet.getInvoice,
  getOrderInvoice: wallet.getOrderInvoice,
  getInvoiceLink: wallet.getInvoiceLink,
  showPayPage: wallet.showPayPage,
  confirmPayment: wallet.confirmPayment,
  issueGiftCard: credit.issueGiftCard,
  grantStoreCredit: credit.grantStoreCredit,
  listAccounts: books.listAccounts,
  listJournal: books.listJournal,
  verifyLedger: books.verifyLedger,
  listCommissionRules: books.listCommissionRules,
  setCommissionRule: books.setCommissionRule,
  withdrawCommissionRule: books.withdrawCommissionRule,
  getVendorBalance: books.getVendorBalance,
  getBuildingMoney: books.getBuildingMoney,
  listPayouts: books.listPayouts,
  startPayout: books.startPayout,
  getStatement: books.getStatement,
  importSettlements: books.importSettlements,
  reconcile: books.reconcile,
  listReconciliations: books.listReconciliations,
  getSandbox: sandbox.getSandbox,
  setSandboxBehaviour: sandbox.setSandboxBehaviour,
  deliverSandboxWebhooks: sandbox.deliverSandboxWebhooks,
  createSandboxPayment: sandbox.createSandboxPayment,
  getSandboxPayment: sandbox.getSandboxPayment,
  captureSandboxPayment: sandbox.captureSandboxPayment,
  voidSandboxPayment: sandbox.voidSandboxPayment,
  createSandboxRefund: sandbox.createSandboxRefund,
  getSandboxRefund: sandbox.getSandboxRefund,
  showSandboxPage: sandbox.showSandboxPage,
  decideSandboxPayment: sandbox.decideSandboxPayment,
  takeSandboxWebhook: sandbox.takeSandboxWebhook,
  takeRazorpayWebhook: sandbox.takeRazorpayWebhook,
});
