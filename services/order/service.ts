// Order: quotes, the checkout, and what becomes of orders.

import { orderService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { listOrders } from './operations/admin/list-orders.ts';
import { listStuckCheckouts } from './operations/admin/list-stuck-checkouts.ts';
import { listTaxRules } from './operations/admin/list-tax-rules.ts';
import { retryCheckout } from './operations/admin/retry-checkout.ts';
import { setTaxRules } from './operations/admin/set-tax-rules.ts';
import { getOrderNotice } from './operations/checkout/get-order-notice.ts';
import { listOrderNotices } from './operations/checkout/list-order-notices.ts';
import { placeOrder } from './operations/checkout/place-order.ts';
import { quoteOrder } from './operations/checkout/quote-order.ts';
import { addNote } from './operations/customer/add-note.ts';
import { cancelOrder } from './operations/customer/cancel-order.ts';
import { changeAddress } from './operations/customer/change-address.ts';
import { exportPersonalData } from './operations/customer/export-personal-data.ts';
import { getInvoiceLink } from './operations/customer/get-invoice-link.ts';
import { getOrder } from './operations/customer/get-order.ts';
import { listMyOrders } from './operations/customer/list-my-orders.ts';
import { listParcels } from './operations/customer/list-parcels.ts';
import { reorder } from './operations/customer/reorder.ts';
import { acceptGroupBuy } from './operations/group-buys/accept-group-buy.ts';
import { getGroupBuy } from './operations/group-buys/get-group-buy.ts';
import { joinGroupBuy } from './operations/group-buys/join-group-buy.ts';
import { leaveGroupBuy } from './operations/group-buys/leave-group-buy.ts';
import { listGroupBuys } from './operations/group-buys/list-group-buys.ts';
import { listVendorGroupBuys } from './operations/group-buys/list-vendor-group-buys.ts';
import { openGroupBuy } from './operations/group-buys/open-group-buy.ts';
import { quoteGroupBuy } from './operations/group-buys/quote-group-buy.ts';
import { withdrawGroupBuy } from './operations/group-buys/withdraw-group-buy.ts';
import { getVendorOrder } from './operations/vendor/get-vendor-order.ts';
import { listVendorOrders } from './operations/vendor/list-vendor-orders.ts';
import { refuseLines } from './operations/vendor/refuse-lines.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default orderService.build({
  operations: {
    exportPersonalData,
    quoteOrder,
    placeOrder,
    getOrderNotice,
    listOrderNotices,
    getOrder,
    listParcels,
    getInvoiceLink,
    listMyOrders,
    cancelOrder,
    changeAddress,
    addNote,
    reorder,
    listVendorOrders,
    getVendorOrder,
    refuseLines,
    openGroupBuy,
    acceptGroupBuy,
    withdrawGroupBuy,
    listGroupBuys,
    listVendorGroupBuys,
    getGroupBuy,
    quoteGroupBuy,
    joinGroupBuy,
    leaveGroupBuy,
    listOrders,
    listStuckCheckouts,
    retryCheckout,
    listTaxRules,
    setTaxRules,
  },
  subscriptions,
  jobs,
  loops,
  seed,
});
