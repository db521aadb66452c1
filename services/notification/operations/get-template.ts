import { notificationService } from '../definition.ts';
import { customTemplates, shownTemplate, templateRow, toVersion, variablesOf } from '../delivery/templates.ts';

const versionsShown = 50;

export const getTemplate = notificationService.operation('getTemplate', async (ctx, { type, locale }) => {
  const rows = await ctx.db.many(templateRow)`
    select ${templateRow} from email_templates where type = ${type} and locale = ${locale}
    order by version desc limit ${versionsShown}`;
  return {
    template: shownTemplate(await customTemplates(ctx.db), type, locale),
    variables: variablesOf(type),
    versions: rows.map(toVersion).map(({ version, texts, createdBy, createdAt }) => ({
      version,
      custom: texts !== null,
      texts,
      createdBy,
      createdAt,
    })),
  };
});
