// What others may ask of booking: what can be booked and when, bookings and the money for them, waiting, and draws.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import * as bookings from './contract/bookings.ts';
import * as draws from './contract/draws.ts';
import * as feed from './contract/feed.ts';
import * as refunds from './contract/refunds.ts';
import * as resources from './contract/resources.ts';
import * as waiting from './contract/waiting.ts';

export const booking = contract('booking', {
  exportPersonalData: personalData('booking'),
  createResource: resources.createResource,
  updateResource: resources.updateResource,
  listResources: resources.listResources,
  getResource: resources.getResource,
  getAvailability: resources.getAvailability,
  listRules: resources.listRules,
  addRule: resources.addRule,
  removeRule: resources.removeRule,
  getCheckInCode: resources.getCheckInCode,

  reserve: bookings.reserve,
  quoteSeries: bookings.quoteSeries,
  reserveSeries: bookings.reserveSeries,
  payBooking: bookings.payBooking,
  getBooking: bookings.getBooking,
  listMyBookings: bookings.listMyBookings,
  listBookings: bookings.listBookings,
  cancelBooking: bookings.cancelBooking,
  cancelSeries: bookings.cancelSeries,
  decideBooking: bookings.decideBooking,
  checkIn: bookings.checkIn,
  keepDeposit: bookings.keepDeposit,

  listFailedRefunds: refunds.listFailedRefunds,
  retryRefund: refunds.retryRefund,
  settleRefund: refunds.settleRefund,

  joinWaitlist: waiting.joinWaitlist,
  leaveWaitlist: waiting.leaveWaitlist,
  listMyWaitlist: waiting.listMyWaitlist,
  acceptOffer: waiting.acceptOffer,

  openDraw: draws.openDraw,
  listDraws: draws.listDraws,
  getDraw: draws.getDraw,
  enterDraw: draws.enterDraw,
  leaveDraw: draws.leaveDraw,

  createCalendarFeed: feed.createCalendarFeed,
  removeCalendarFeed: feed.removeCalendarFeed,
  getCalendarFeed: feed.getCalendarFeed,
});
