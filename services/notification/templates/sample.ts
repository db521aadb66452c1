// A template filled with made-up data, for those who write templates.

import { type Locale, linkOf, ruleOf, type TypeName } from '../domain/types.ts';
import type { Texts } from './letter.ts';
import { render } from './render.ts';

interface Draft {
  type: TypeName;
  locale: Locale;
  texts: Texts;
  name: string;
}

/** Fills a draft. Raises `invalid_argument` where it cannot be read or names a variable its type does not have. */
export function sampled({ publicUrl }: { publicUrl: string }, { type, locale, texts, name }: Draft): Texts {
  const { sample, locked } = ruleOf(type);
  const variables = { name, platform: 'Agora', link: `${publicUrl}${linkOf(type, sample) ?? ''}`, ...sample };
  return render(texts, variables, {
    locale,
    zone: 'UTC',
    settingsUrl: `${publicUrl}/settings/notifications`,
    unsubscribeUrl: locked ? null : `${publicUrl}/api/v1/links/sample`,
  });
}
