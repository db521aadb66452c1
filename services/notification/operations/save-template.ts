import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { customTemplates, shownTemplate, versionOf } from '../delivery/templates.ts';
import { sampled } from '../templates/sample.ts';

export const saveTemplate = notificationService.operation('saveTemplate', async (ctx, input, call) => {
  const { type, locale, expectedVersion, subject, short, text, html } = input;
  // A template that cannot be filled with the sample could not be sent either.
  sampled(ctx, { type, locale, texts: { subject, short, text, html }, name: 'Ada' });
  return ctx.db.transaction(async tx => {
    const newest = versionOf(await customTemplates(tx), type, locale)?.version ?? 0;
    if (newest !== expectedVersion) fail('version_mismatch', 'Somebody has saved this template since; read it again.');
    await tx.run`
      insert into email_templates (type, locale, version, subject, short, text, html, created_by, created_at)
      values (${type}, ${locale}, ${newest + 1}, ${subject}, ${short}, ${text}, ${html}, ${call.userId}, ${ctx.now()})`;
    return shownTemplate(await customTemplates(tx), type, locale);
  });
});
