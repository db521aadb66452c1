// What notification needs.

import { type Ctx, defineService } from '#kernel/service';
import {
  bookingCancelled,
  bookingCreated,
  bookingDeclined,
  bookingOffered,
  bookingRefundFailed,
  bookingReminderDue,
  bookingRequested,
} from '#services/booking/events';
import { building } from '#services/building/contract';
import {
  residentUnverified,
  residentVerified,
  unitVacated,
  verificationRejected,
  verificationSubmitted,
} from '#services/building/events';
import { cartAbandoned } from '#services/cart/events';
import { catalog } from '#services/catalog/contract';
import { inventoryChanged, preorderMoved, stockWatchMet } from '#services/catalog/events';
import { messageSent } from '#services/chat/events';
import { community } from '#services/community/contract';
import { announcementPublished, commentCreated, contentFlagged, contentModerated } from '#services/community/events';
import { iam } from '#services/iam/contract';
import {
  passwordResetRequested,
  securityAlert,
  userCreated,
  userDeleted,
  userInvited,
  userRoleChanged,
  verificationRequested,
} from '#services/iam/events';
import {
  documentExpiring,
  jobBooked,
  jobCancelled,
  jobCompleted,
  jobDisputed,
  jobDone,
  jobRefundFailed,
  jobReminderDue,
  providerRejected,
  providerSubmitted,
  providerSuspended,
  providerVerified,
  quoteAccepted,
  quoteClosed,
  quoteMessageSent,
  quoteRequested,
  quoteSubmitted,
  warrantyClaimed,
  warrantyClosed,
  warrantyScheduled,
} from '#services/marketplace/events';
import { order } from '#services/order/contract';
import {
  groupBuyLapsed,
  groupBuyOpened,
  groupBuyPledgeFailed,
  groupBuyProposed,
  groupBuySucceeded,
  orderCancelled,
  orderConfirmed,
  orderFulfilled,
} from '#services/order/events';
import { payment } from '#services/payment/contract';
import { giftCardsIssued, invoiceCreated, paymentFailed, refundIssued } from '#services/payment/events';
import { exportReady } from '#services/profile/events';
import { shipping } from '#services/shipping/contract';
import { shipmentDelivered, shipmentHandedOver, shipmentReadyForPickup } from '#services/shipping/events';
import {
  incidentOpened,
  incidentResolved,
  ticketAssigned,
  ticketClosed,
  ticketCommented,
  ticketCreated,
  ticketSlaBreached,
  ticketSlaWarning,
  ticketStatusChanged,
} from '#services/ticket/events';
import { config } from './config.ts';
import { notification } from './contract.ts';
import { notificationFailed, notificationSent } from './events.ts';

export const notificationService = defineService({
  contract: notification,
  uses: { iam, building, catalog, community, order, payment, shipping },
  publishes: [notificationSent, notificationFailed],
  consumes: [
    ticketCreated,
    ticketAssigned,
    ticketStatusChanged,
    ticketCommented,
    ticketClosed,
    ticketSlaWarning,
    ticketSlaBreached,
    incidentOpened,
    incidentResolved,
    messageSent,
    residentVerified,
    residentUnverified,
    verificationSubmitted,
    verificationRejected,
    unitVacated,
    verificationRequested,
    passwordResetRequested,
    userInvited,
    securityAlert,
    userCreated,
    userRoleChanged,
    userDeleted,
    orderConfirmed,
    orderCancelled,
    orderFulfilled,
    groupBuyProposed,
    groupBuyOpened,
    groupBuySucceeded,
    groupBuyLapsed,
    groupBuyPledgeFailed,
    paymentFailed,
    refundIssued,
    giftCardsIssued,
    invoiceCreated,
    shipmentHandedOver,
    shipmentReadyForPickup,
    shipmentDelivered,
    stockWatchMet,
    preorderMoved,
    inventoryChanged,
    cartAbandoned,
    bookingCreated,
    bookingCancelled,
    bookingDeclined,
    bookingRequested,
    bookingRefundFailed,
    bookingOffered,
    bookingReminderDue,
    announcementPublished,
    commentCreated,
    contentFlagged,
    contentModerated,
    exportReady,
    documentExpiring,
    jobBooked,
    jobCancelled,
    jobCompleted,
    jobDisputed,
    jobRefundFailed,
    jobDone,
    jobReminderDue,
    providerRejected,
    providerSubmitted,
    providerSuspended,
    providerVerified,
    quoteAccepted,
    quoteClosed,
    quoteMessageSent,
    quoteRequested,
    quoteSubmitted,
    warrantyClaimed,
    warrantyClosed,
    warrantyScheduled,
  ],
  config,
  constraints: {
    email_templates_version: {
      code: 'version_mismatch',
      message: 'Somebody else has just saved this template; read it again.',
    },
  },
  partitions: [
    { table: 'notifications', keepMonths: 12 },
    { table: 'notification_logs', keepMonths: 12 },
  ],
  migrations: new URL('./migrations/', import.meta.url),
});

export type NotificationCtx = Ctx<typeof notificationService.definition>;
