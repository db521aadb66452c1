// Which texts are in force: an administrator's newest version, else those that come with the platform.

import { col, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { type Locale, ruleOf, type TypeName } from '../domain/types.ts';
import { builtIn } from '../templates/built-in.ts';
import type { Texts } from '../templates/letter.ts';

export interface TemplateVersion {
  version: number;
  createdAt: Instant;
  createdBy: string | null;
  /** Null where this version put the built-in texts in force again. */
  texts: Texts | null;
}

/** The newest version of each template that an administrator has touched, by `type|locale`. */
export type CustomTemplates = Map<string, TemplateVersion>;

const templateKey = (type: TypeName, locale: Locale): string => `${type}|${locale}`;

export const templateRow = row({
  type: col.text,
  locale: col.text,
  version: col.int,
  subject: col.text.orNull,
  short: col.text.orNull,
  text: col.text.orNull,
  html: col.text.orNull,
  created_by: col.uuid.orNull,
  created_at: col.instant,
});

export const toVersion = (found: {
  version: number;
  subject: string | null;
  short: string | null;
  text: string | null;
  html: string | null;
  created_by: string | null;
  created_at: Instant;
}): TemplateVersion => ({
  version: found.version,
  createdAt: found.created_at,
  createdBy: found.created_by,
  // The table lets all of them be null, or none.
  texts:
    found.subject === null
      ? null
      : { subject: found.subject, short: found.short!, text: found.text!, html: found.html! },
});

/** Reads what administrators have put in force. */
export async function customTemplates(db: Queries): Promise<CustomTemplates> {
  const rows = await db.many(templateRow)`
    select distinct on (type, locale) ${templateRow} from email_templates order by type, locale, version desc`;
  return new Map(rows.map(found => [templateKey(found.type as TypeName, found.locale as Locale), toVersion(found)]));
}

/** The version in force, if an administrator has ever touched the template. */
export const versionOf = (custom: CustomTemplates, type: TypeName, locale: Locale): TemplateVersion | undefined =>
  custom.get(templateKey(type, locale));

/** The texts in force. */
export const textsOf = (custom: CustomTemplates, type: TypeName, locale: Locale): Texts =>
  versionOf(custom, type, locale)?.texts ?? builtIn[locale][type];

/** The template in force as administrators see it. */
export function shownTemplate(custom: CustomTemplates, type: TypeName, locale: Locale) {
  const found = versionOf(custom, type, locale);
  return {
    type,
    locale,
    version: found?.version ?? 0,
    custom: Boolean(found?.texts),
    createdAt: found?.createdAt ?? null,
    ...textsOf(custom, type, locale),
  };
}

/** What a message of a type can speak of. */
export const variablesOf = (type: TypeName): string[] => [
  ...new Set(['name', 'platform', 'link', ...Object.keys(ruleOf(type).sample)]),
];
