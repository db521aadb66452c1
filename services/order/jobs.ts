// What order does as soon as there is something to do. Each loop also looks by itself every two seconds.

import { resumeCheckouts } from './checkout/resume.ts';
import { requestShipments } from './checkout/shipments.ts';
import { orderService } from './definition.ts';
import { forgetTheRest } from './forget.ts';
import { giveBack } from './give-back.ts';
import { decideDue } from './group-buys/decide.ts';
import { orderPledges } from './group-buys/order-pledges.ts';

export const loops = [
  orderService.loop('checkouts', resumeCheckouts),
  orderService.loop('shipments', requestShipments),
  orderService.loop('cancellations', giveBack),
  orderService.loop('group-buys', async ctx => {
    const decided = await decideDue(ctx);
    return (await orderPledges(ctx)) || decided;
  }),
];

export const jobs = [
  orderService.job('forget-deleted-users', '1d', ctx => ctx.db.transaction(tx => forgetTheRest(tx))),
];
