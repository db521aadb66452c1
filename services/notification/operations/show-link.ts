import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { notificationService } from '../definition.ts';
import { readLink } from '../links.ts';
import { linkPage } from '../pages.ts';

// Opening a link changes nothing: mail scanners open every one.
export const showLink = notificationService.operation('showLink', async (ctx, { token }) => {
  const link = readLink(ctx, token);
  if (link.do === 'unsubscribe') return linkPage(link.locale, 'unsubscribe');
  const found =
    (await ctx.db.maybe({ title: col.text })`select title from emergencies where id = ${link.emergencyId}`) ??
    fail('not_found', 'This emergency is long over.');
  return linkPage(link.locale, 'acknowledge', found.title);
});
