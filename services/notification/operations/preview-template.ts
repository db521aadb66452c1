import { notificationService } from '../definition.ts';
import { customTemplates, textsOf } from '../delivery/templates.ts';
import { sampled } from '../templates/sample.ts';

export const previewTemplate = notificationService.operation(
  'previewTemplate',
  async (ctx, { type, locale, draft }) => {
    const texts = draft ?? textsOf(await customTemplates(ctx.db), type, locale);
    return sampled(ctx, { type, locale, texts, name: 'Ada' });
  },
);
