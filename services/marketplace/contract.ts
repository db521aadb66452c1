// What others may ask of marketplace: providers and what they offer, quotes, jobs and the money for them, warranties.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as jobs from './contract/jobs.ts';
import * as listings from './contract/listings.ts';
import * as providers from './contract/providers.ts';
import * as quotes from './contract/quotes.ts';

export const marketplace = contract('marketplace', {
  exportPersonalData: personalData('marketplace'),
  createProvider: providers.createProvider,
  updateProvider: providers.updateProvider,
  submitProvider: providers.submitProvider,
  getProvider: providers.getProvider,
  listMyProviders: providers.listMyProviders,
  listProviders: providers.listProviders,
  decideProvider: providers.decideProvider,
  addDocument: providers.addDocument,
  listDocuments: providers.listDocuments,
  removeDocument: providers.removeDocument,
  listBuildingProviders: providers.listBuildingProviders,
  setStanding: providers.setStanding,

  listCategories: listings.listCategories,
  createListing: listings.createListing,
  updateListing: listings.updateListing,
  listListings: listings.listListings,
  listProviderListings: listings.listProviderListings,
  addWindow: listings.addWindow,
  removeWindow: listings.removeWindow,
  getCalendar: listings.getCalendar,
  listFreeTimes: listings.listFreeTimes,
  listProviderJobs: listings.listProviderJobs,

  requestQuotes: quotes.requestQuotes,
  getQuoteRequest: quotes.getQuoteRequest,
  listRequestFiles: quotes.listRequestFiles,
  listMyQuoteRequests: quotes.listMyQuoteRequests,
  cancelQuoteRequest: quotes.cancelQuoteRequest,
  listProviderRequests: quotes.listProviderRequests,
  refuseRequest: quotes.refuseRequest,
  submitQuote: quotes.submitQuote,
  withdrawQuote: quotes.withdrawQuote,
  declineQuote: quotes.declineQuote,
  acceptQuote: quotes.acceptQuote,
  sendQuoteMessage: quotes.sendQuoteMessage,
  listQuoteMessages: quotes.listQuoteMessages,

  payJob: jobs.payJob,
  getJob: jobs.getJob,
  listMyJobs: jobs.listMyJobs,
  listBuildingJobs: jobs.listBuildingJobs,
  listUnitJobs: jobs.listUnitJobs,
  listJobHistory: jobs.listJobHistory,
  listJobFiles: jobs.listJobFiles,
  previewCancellation: jobs.previewCancellation,
  cancelJob: jobs.cancelJob,
  finishJob: jobs.finishJob,
  confirmJob: jobs.confirmJob,
  disputeJob: jobs.disputeJob,
  decideDispute: jobs.decideDispute,
  retryJobRefund: jobs.retryJobRefund,
  settleJobRefund: jobs.settleJobRefund,
  checkVisitorPass: jobs.checkVisitorPass,
  getEarnings: jobs.getEarnings,
  claimWarranty: jobs.claimWarranty,
  listWarrantyClaims: jobs.listWarrantyClaims,
  scheduleWarranty: jobs.scheduleWarranty,
  finishWarranty: jobs.finishWarranty,
  withdrawWarranty: jobs.withdrawWarranty,
});
