// What others may ask of order.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as admin from './contract/admin.ts';
import * as customer from './contract/customer.ts';
import * as groupBuys from './contract/group-buys.ts';
import { internal } from './contract/internal.ts';
import * as vendor from './contract/vendor.ts';

export * from './contract/orders.ts';
export * from './contract/wire.ts';

export const order = contract('order', {
  exportPersonalData: personalData('order'),
  quoteOrder: internal.quoteOrder,
  placeOrder: internal.placeOrder,
  getOrderNotice: internal.getOrderNotice,
  listOrderNotices: internal.listOrderNotices,

  getOrder: customer.getOrder,
  listParcels: customer.listParcels,
  getInvoiceLink: customer.getInvoiceLink,
  listMyOrders: customer.listMyOrders,
  cancelOrder: customer.cancelOrder,
  changeAddress: customer.changeAddress,
  addNote: customer.addNote,
  reorder: customer.reorder,

  listVendorOrders: vendor.listVendorOrders,
  getVendorOrder: vendor.getVendorOrder,
  refuseLines: vendor.refuseLines,

  openGroupBuy: groupBuys.openGroupBuy,
  acceptGroupBuy: groupBuys.acceptGroupBuy,
  withdrawGroupBuy: groupBuys.withdrawGroupBuy,
  listGroupBuys: groupBuys.listGroupBuys,
  listVendorGroupBuys: groupBuys.listVendorGroupBuys,
  getGroupBuy: groupBuys.getGroupBuy,
  quoteGroupBuy: groupBuys.quoteGroupBuy,
  joinGroupBuy: groupBuys.joinGroupBuy,
  leaveGroupBuy: groupBuys.leaveGroupBuy,

  listOrders: admin.listOrders,
  listStuckCheckouts: admin.listStuckCheckouts,
  retryCheckout: admin.retryCheckout,
  listTaxRules: admin.listTaxRules,
  setTaxRules: admin.setTaxRules,
});
