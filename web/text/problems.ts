// What went wrong, in words that say what to do. The server's sentences are English and written for programs as well;
// what people meet often has a sentence of its own here, by its reason or its code.

import { type CodedError, errorCodes } from '#kernel/errors';
import { texts } from './language.ts';

export const problemText = texts(
  {
    unreachable: 'Agora cannot be reached. Check your connection and try again.',
    unavailable: 'This part is not available right now. Try again in a moment.',
    overloaded: 'A lot is going on right now. Try again in a moment.',
    deadline_exceeded: 'This took too long. Try again.',
    internal: 'Something went wrong on our side. Try again; nothing was lost.',
    rate_limited: 'That was a lot at once. Wait a moment and try again.',
    not_found: 'This is no longer here, or not yours to see.',
    permission_denied: 'You may not do this.',
    version_mismatch: 'Somebody changed this meanwhile. Look at it again, then repeat your change.',
    invalid_credentials: 'E-mail or password are not right. Try again, or ask for a new password.',
    invalid_code: 'This code is not right, or was used before. Take the one your app shows now.',
    challenge_expired: 'That took a little too long. Sign in again.',
    account_suspended: 'This account is suspended. Ask the administrator of your community.',
    dead_link: 'This link has been used or is too old. Ask for a new one.',
    required: 'Please fill this in.',
    email: 'This is not an e-mail address.',
    tooShort: (least: number) => `Please write at least ${least} characters.`,
    tooLong: (most: number) => `Please write at most ${most} characters.`,
    invalid: 'Please check this.',
  },
  {
    unreachable: 'Agora ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.',
    unavailable: 'Dieser Teil ist gerade nicht da. Versuche es gleich noch einmal.',
    overloaded: 'Gerade ist viel los. Versuche es gleich noch einmal.',
    deadline_exceeded: 'Das hat zu lange gedauert. Versuche es noch einmal.',
    internal: 'Bei uns ist etwas schiefgegangen. Versuche es noch einmal; verloren ist nichts.',
    rate_limited: 'Das war viel auf einmal. Warte einen Moment und versuche es noch einmal.',
    not_found: 'Das gibt es nicht mehr, oder es ist nicht für dich.',
    permission_denied: 'Das darfst du nicht.',
    version_mismatch: 'Das hat inzwischen jemand geändert. Sieh es dir noch einmal an, dann wiederhole die Änderung.',
    invalid_credentials:
      'E-Mail oder Passwort stimmen nicht. Versuche es noch einmal, oder lass dir ein neues Passwort geben.',
    invalid_code: 'Dieser Code stimmt nicht oder wurde schon benutzt. Nimm den, den deine App jetzt zeigt.',
    challenge_expired: 'Das hat etwas zu lange gedauert. Melde dich noch einmal an.',
    account_suspended: 'Dieses Konto ist gesperrt. Frage die Verwaltung deiner Gemeinschaft.',
    dead_link: 'Dieser Link wurde schon benutzt oder ist zu alt. Lass dir einen neuen schicken.',
    required: 'Bitte ausfüllen.',
    email: 'Das ist keine E-Mail-Adresse.',
    tooShort: (least: number) => `Bitte mindestens ${least} Zeichen.`,
    tooLong: (most: number) => `Bitte höchstens ${most} Zeichen.`,
    invalid: 'Bitte prüfe das.',
  },
);

type Problems = (typeof problemText)['en'];

/** The sentence for an error: by its reason, else by its code, else what the server says. */
export function sentenceFor(error: unknown, t: Problems): string {
  const { code, message, extras } = error as Partial<CodedError>;
  const own = t as unknown as Record<string, unknown>;
  for (const key of [extras?.reason, code])
    if (key && typeof own[key] === 'string' && !(key === code && isSpecific(error as CodedError))) return own[key];
  return code && code in errorCodes && message ? message : t.internal;
}

/** A refusal with a reason of its own says more by the server's sentence than by its code. */
const isSpecific = ({ extras }: CodedError): boolean => extras.reason !== undefined && extras.reason !== 'unreachable';
