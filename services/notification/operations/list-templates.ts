import { notificationService } from '../definition.ts';
import { customTemplates, shownTemplate } from '../delivery/templates.ts';
import { locales, typeNames } from '../domain/types.ts';

export const listTemplates = notificationService.operation('listTemplates', async ctx => {
  const custom = await customTemplates(ctx.db);
  return { items: typeNames.flatMap(type => locales.map(locale => shownTemplate(custom, type, locale))) };
});
