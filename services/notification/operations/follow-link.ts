import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { unsubscribed } from '../domain/preferences.ts';
import { acknowledge } from '../emergency/acknowledge.ts';
import { readLink } from '../links.ts';
import { linkPage } from '../pages.ts';
import { choose } from '../queries.ts';

export const followLink = notificationService.operation('followLink', async (ctx, { token }) => {
  const link = readLink(ctx, token);
  if (link.do === 'unsubscribe') {
    await choose(ctx.db, link.userId, unsubscribed(link.type), ctx.now());
    return linkPage(link.locale, 'unsubscribed');
  }
  const asked = await acknowledge(ctx, link.emergencyId, link.userId);
  if (!asked) fail('not_found', 'You are not asked about this emergency any more.');
  return linkPage(link.locale, 'acknowledged');
});
