// The texts of one message for one reader.

import type { NotificationCtx } from '../definition.ts';
import { type Locale, linkOf, ruleOf, type TypeName } from '../domain/types.ts';
import { issueLink } from '../links.ts';
import { builtIn } from '../templates/built-in.ts';
import type { Texts } from '../templates/letter.ts';
import { type Reader, render } from '../templates/render.ts';
import type { Variables } from './rows.ts';
import { type CustomTemplates, textsOf } from './templates.ts';

export interface Addressee {
  /** Null for an address without an account. */
  userId: string | null;
  name: string | null;
  locale: Locale;
  zone: string;
  /** Somebody who bought without an account. */
  guest?: boolean;
}

export interface Message {
  type: TypeName;
  variables: Variables;
}

export interface Composed extends Texts {
  /** A path in the web app. */
  link: string | null;
  unsubscribeUrl: string | null;
}

/** Fills the template in force; the one that comes with the platform if an administrator's cannot be filled, because a
 * message must not be lost over a letter. */
export function compose(ctx: NotificationCtx, custom: CustomTemplates, message: Message, to: Addressee): Composed {
  const { type, variables } = message;
  const link = linkOf(type, variables);
  const unsubscribeUrl = unsubscribeUrlFor(ctx, type, to);
  const { locale, zone, guest = false } = to;
  const settingsUrl = `${ctx.publicUrl}/settings/notifications`;
  const reader: Reader = { locale, zone, settingsUrl, unsubscribeUrl, guest };
  const known = {
    name: to.name ?? '',
    platform: 'Agora',
    link: link === null ? ctx.publicUrl : `${ctx.publicUrl}${link}`,
    ...acknowledgement(ctx, message, to),
    ...variables,
  };
  return { ...filled(ctx, custom, type, known, reader), link, unsubscribeUrl };
}

function filled(ctx: NotificationCtx, custom: CustomTemplates, type: TypeName, known: object, reader: Reader): Texts {
  const texts = textsOf(custom, type, reader.locale);
  try {
    return render(texts, known, reader);
  } catch (error) {
    const fallback = builtIn[reader.locale][type];
    if (texts === fallback) throw error;
    ctx.log.warn({ err: error, type, locale: reader.locale }, 'a template of an administrator could not be filled');
    return render(fallback, known, reader);
  }
}

function unsubscribeUrlFor(ctx: NotificationCtx, type: TypeName, { userId, locale }: Addressee): string | null {
  if (userId === null || (ruleOf(type).locked && type !== 'digest')) return null;
  return issueLink(ctx, { do: 'unsubscribe', userId, locale, type });
}

/** An emergency can be acknowledged by its link, without signing in first. */
function acknowledgement(ctx: NotificationCtx, { type, variables }: Message, { userId, locale }: Addressee) {
  if (type !== 'emergency' || userId === null) return {};
  const emergencyId = String(variables.emergencyId);
  return { acknowledgeUrl: issueLink(ctx, { do: 'acknowledge', userId, locale, emergencyId }) };
}
