// What booking does by the clock, and as soon as there is something to do. Each loop also looks by itself every two seconds.

import { dropForgotten } from '#kernel/forgotten';
import { cancelOutOfOrder } from './book/cancel-many.ts';
import { giveBack } from './book/give-back.ts';
import { bookingService } from './definition.ts';
import { drawClosed } from './draws/draw.ts';
import { resumeHolds } from './hold/drive.ts';
import { complete, endWaiting, markNoShows, remind, returnDeposits } from './sweeps/close.ts';
import { expire } from './sweeps/expire.ts';
import { offerFreed } from './waiting/offer.ts';

export const loops = [
  bookingService.loop('holds', resumeHolds),
  bookingService.loop('refunds', giveBack),
  bookingService.loop('expire', expire),
  bookingService.loop('waitlist', offerFreed),
  bookingService.loop('draws', drawClosed),
];

export const jobs = [
  bookingService.job('no-shows', '1m', markNoShows),
  bookingService.job('complete', '1m', complete),
  bookingService.job('return-deposits', '10m', returnDeposits),
  bookingService.job('reminders', '5m', remind),
  bookingService.job('end-waiting', '10m', endWaiting),
  bookingService.job('drop-forgotten', '1d', dropForgotten),
  bookingService.job('out-of-order', '10m', ctx => ctx.db.transaction(tx => cancelOutOfOrder(ctx, tx))),
];
