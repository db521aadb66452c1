import { moveOutHandled as bookingMoveOutHandled } from '#services/booking/events';
import { chatMoveOutHandled } from '#services/chat/events';
import { communityMoveOutHandled } from '#services/community/events';
import { moveOutHandled, userDeleted } from '#services/iam/events';
import { marketplaceMoveOutHandled } from '#services/marketplace/events';
import { ticketMoveOutHandled } from '#services/ticket/events';
import { buildingService } from './definition.ts';
import { forgetUser } from './forget-user.ts';
import { report } from './vacate.ts';

export const forgetsUser = buildingService.on(userDeleted, (ctx, { userId }, tx) => forgetUser(ctx, tx, userId));

export const iamReports = buildingService.on(moveOutHandled, async (ctx, { moveOutId, ended }, tx) => {
  await report(tx, moveOutId, 'iam', ended, ctx.now());
});

export const bookingReports = buildingService.on(bookingMoveOutHandled, async (ctx, { moveOutId, ended }, tx) => {
  await report(tx, moveOutId, 'booking', ended, ctx.now());
});

export const chatReports = buildingService.on(chatMoveOutHandled, async (ctx, { moveOutId, ended }, tx) => {
  await report(tx, moveOutId, 'chat', ended, ctx.now());
});

export const communityReports = buildingService.on(communityMoveOutHandled, async (ctx, { moveOutId, ended }, tx) => {
  await report(tx, moveOutId, 'community', ended, ctx.now());
});

export const marketplaceReports = buildingService.on(
  marketplaceMoveOutHandled,
  async (ctx, { moveOutId, ended }, tx) => {
    await report(tx, moveOutId, 'marketplace', ended, ctx.now());
  },
);

export const ticketReports = buildingService.on(ticketMoveOutHandled, async (ctx, { moveOutId, ended }, tx) => {
  await report(tx, moveOutId, 'ticket', ended, ctx.now());
});
