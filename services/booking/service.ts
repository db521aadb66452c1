// Binds what booking is made of.

import { bookingService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { cancelBooking } from './operations/bookings/cancel-booking.ts';
import { cancelSeries } from './operations/bookings/cancel-series.ts';
import { checkIn } from './operations/bookings/check-in.ts';
import { decideBooking } from './operations/bookings/decide-booking.ts';
import { getBooking } from './operations/bookings/get-booking.ts';
import { keepDeposit } from './operations/bookings/keep-deposit.ts';
import { listBookings } from './operations/bookings/list-bookings.ts';
import { listMyBookings } from './operations/bookings/list-my-bookings.ts';
import { payBooking } from './operations/bookings/pay-booking.ts';
import { quoteSeries } from './operations/bookings/quote-series.ts';
import { reserve } from './operations/bookings/reserve.ts';
import { reserveSeries } from './operations/bookings/reserve-series.ts';
import { enterDraw } from './operations/draws/enter-draw.ts';
import { getDraw } from './operations/draws/get-draw.ts';
import { leaveDraw } from './operations/draws/leave-draw.ts';
import { listDraws } from './operations/draws/list-draws.ts';
import { openDraw } from './operations/draws/open-draw.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { createCalendarFeed } from './operations/feed/create-calendar-feed.ts';
import { getCalendarFeed } from './operations/feed/get-calendar-feed.ts';
import { removeCalendarFeed } from './operations/feed/remove-calendar-feed.ts';
import { listFailedRefunds } from './operations/refunds/list-failed-refunds.ts';
import { retryRefund } from './operations/refunds/retry-refund.ts';
import { settleRefund } from './operations/refunds/settle-refund.ts';
import { addRule } from './operations/resources/add-rule.ts';
import { createResource } from './operations/resources/create-resource.ts';
import { getAvailability } from './operations/resources/get-availability.ts';
import { getCheckInCode } from './operations/resources/get-check-in-code.ts';
import { getResource } from './operations/resources/get-resource.ts';
import { listResources } from './operations/resources/list-resources.ts';
import { listRules } from './operations/resources/list-rules.ts';
import { removeRule } from './operations/resources/remove-rule.ts';
import { updateResource } from './operations/resources/update-resource.ts';
import { acceptOffer } from './operations/waiting/accept-offer.ts';
import { joinWaitlist } from './operations/waiting/join-waitlist.ts';
import { leaveWaitlist } from './operations/waiting/leave-waitlist.ts';
import { listMyWaitlist } from './operations/waiting/list-my-waitlist.ts';
import { seed } from './seed.ts';
import { subscriptions } from './subscriptions.ts';

export default bookingService.build({
  operations: {
    exportPersonalData,
    createResource,
    updateResource,
    listResources,
    getResource,
    getAvailability,
    listRules,
    addRule,
    removeRule,
    getCheckInCode,
    reserve,
    quoteSeries,
    reserveSeries,
    payBooking,
    getBooking,
    listMyBookings,
    listBookings,
    cancelBooking,
    cancelSeries,
    decideBooking,
    checkIn,
    keepDeposit,
    listFailedRefunds,
    retryRefund,
    settleRefund,
    joinWaitlist,
    leaveWaitlist,
    listMyWaitlist,
    acceptOffer,
    openDraw,
    listDraws,
    getDraw,
    enterDraw,
    leaveDraw,
    createCalendarFeed,
    removeCalendarFeed,
    getCalendarFeed,
  },
  subscriptions,
  jobs,
  loops,
  seed,
});
