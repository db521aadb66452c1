// Binds what marketplace is made of.

import { marketplaceService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { addWindow } from './operations/calendar/add-window.ts';
import { getCalendar } from './operations/calendar/get-calendar.ts';
import { listFreeTimes } from './operations/calendar/list-free-times.ts';
import { removeWindow } from './operations/calendar/remove-window.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { cancelJob } from './operations/jobs/cancel-job.ts';
import { confirmJob } from './operations/jobs/confirm-job.ts';
import { decideDispute } from './operations/jobs/decide-dispute.ts';
import { disputeJob } from './operations/jobs/dispute-job.ts';
import { finishJob } from './operations/jobs/finish-job.ts';
import { getEarnings } from './operations/jobs/get-earnings.ts';
import { getJob } from './operations/jobs/get-job.ts';
import { listJobFiles } from './operations/jobs/list-job-files.ts';
import { listJobHistory } from './operations/jobs/list-job-history.ts';
import { listMyJobs } from './operations/jobs/list-my-jobs.ts';
import { listProviderJobs } from './operations/jobs/list-provider-jobs.ts';
import { listUnitJobs } from './operations/jobs/list-unit-jobs.ts';
import { payJob } from './operations/jobs/pay-job.ts';
import { previewCancellation } from './operations/jobs/preview-cancellation.ts';
import { createListing } from './operations/listings/create-listing.ts';
import { listCategories } from './operations/listings/list-categories.ts';
import { listListings } from './operations/listings/list-listings.ts';
import { listProviderListings } from './operations/listings/list-provider-listings.ts';
import { updateListing } from './operations/listings/update-listing.ts';
import { checkVisitorPass } from './operations/oversight/check-visitor-pass.ts';
import { listBuildingJobs } from './operations/oversight/list-building-jobs.ts';
import { listBuildingProviders } from './operations/oversight/list-building-providers.ts';
import { retryJobRefund } from './operations/oversight/retry-job-refund.ts';
import { setStanding } from './operations/oversight/set-standing.ts';
import { settleJobRefund } from './operations/oversight/settle-job-refund.ts';
import { addDocument } from './operations/providers/add-document.ts';
import { createProvider } from './operations/providers/create-provider.ts';
import { decideProvider } from './operations/providers/decide-provider.ts';
import { getProvider } from './operations/providers/get-provider.ts';
import { listDocuments } from './operations/providers/list-documents.ts';
import { listMyProviders } from './operations/providers/list-my-providers.ts';
import { listProviders } from './operations/providers/list-providers.ts';
import { removeDocument } from './operations/providers/remove-document.ts';
import { submitProvider } from './operations/providers/submit-provider.ts';
import { updateProvider } from './operations/providers/update-provider.ts';
import { acceptQuote } from './operations/quotes/accept-quote.ts';
import { declineQuote } from './operations/quotes/decline-quote.ts';
import { listQuoteMessages } from './operations/quotes/list-quote-messages.ts';
import { sendQuoteMessage } from './operations/quotes/send-quote-message.ts';
import { submitQuote } from './operations/quotes/submit-quote.ts';
import { withdrawQuote } from './operations/quotes/withdraw-quote.ts';
import { cancelQuoteRequest } from './operations/requests/cancel-quote-request.ts';
import { getQuoteRequest } from './operations/requests/get-quote-request.ts';
import { listMyQuoteRequests } from './operations/requests/list-my-quote-requests.ts';
import { listProviderRequests } from './operations/requests/list-provider-requests.ts';
import { listRequestFiles } from './operations/requests/list-request-files.ts';
import { refuseRequest } from './operations/requests/refuse-request.ts';
import { requestQuotes } from './operations/requests/request-quotes.ts';
import { claimWarranty } from './operations/warranty/claim-warranty.ts';
import { finishWarranty } from './operations/warranty/finish-warranty.ts';
import { listWarrantyClaims } from './operations/warranty/list-warranty-claims.ts';
import { scheduleWarranty } from './operations/warranty/schedule-warranty.ts';
import { withdrawWarranty } from './operations/warranty/withdraw-warranty.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default marketplaceService.build({
  operations: {
    exportPersonalData,
    createProvider,
    updateProvider,
    submitProvider,
    getProvider,
    listMyProviders,
    listProviders,
    decideProvider,
    addDocument,
    listDocuments,
    removeDocument,
    listBuildingProviders,
    setStanding,
    listCategories,
    createListing,
    updateListing,
    listListings,
    listProviderListings,
    addWindow,
    removeWindow,
    getCalendar,
    listFreeTimes,
    listProviderJobs,
    requestQuotes,
    getQuoteRequest,
    listRequestFiles,
    listMyQuoteRequests,
    cancelQuoteRequest,
    listProviderRequests,
    refuseRequest,
    submitQuote,
    withdrawQuote,
    declineQuote,
    acceptQuote,
    sendQuoteMessage,
    listQuoteMessages,
    payJob,
    getJob,
    listMyJobs,
    listBuildingJobs,
    listUnitJobs,
    listJobHistory,
    listJobFiles,
    previewCancellation,
    cancelJob,
    finishJob,
    confirmJob,
    disputeJob,
    decideDispute,
    retryJobRefund,
    settleJobRefund,
    checkVisitorPass,
    getEarnings,
    claimWarranty,
    listWarrantyClaims,
    scheduleWarranty,
    finishWarranty,
    withdrawWarranty,
  },
  subscriptions,
  jobs,
  loops,
  seed,
});
