import { notificationService } from '../definition.ts';
import { customTemplates, shownTemplate } from '../delivery/templates.ts';

export const resetTemplate = notificationService.operation('resetTemplate', (ctx, { type, locale }, call) =>
  ctx.db.transaction(async tx => {
    const before = shownTemplate(await customTemplates(tx), type, locale);
    if (!before.custom) return before;
    await tx.run`
      insert into email_templates (type, locale, version, created_by, created_at)
      values (${type}, ${locale}, ${before.version + 1}, ${call.userId}, ${ctx.now()})`;
    return shownTemplate(await customTemplates(tx), type, locale);
  }),
);
