// Words the templates need beside their own texts: what codes are called, and the frame around every e-mail.

import type { Locale } from '../domain/types.ts';

interface Frame {
  greeting: string;
  /** Said under every e-mail. */
  why: string;
  /** The same to somebody without an account. */
  whyGuest: string;
  settings: string;
  unsubscribe: string;
}

export const frames: Record<Locale, Frame> = {
  en: {
    greeting: 'Hello{{#if name}} {{name}}{{/if}},',
    why: 'You get this because you have an account at Agora.',
    whyGuest: 'You get this because you ordered something at Agora.',
    settings: 'What you are told of',
    unsubscribe: 'No more e-mails of this kind',
  },
  de: {
    greeting: 'Guten Tag{{#if name}} {{name}}{{/if}},',
    why: 'Sie erhalten diese Nachricht, weil Sie ein Konto bei Agora haben.',
    whyGuest: 'Sie erhalten diese Nachricht, weil Sie bei Agora bestellt haben.',
    settings: 'Worüber Sie benachrichtigt werden',
    unsubscribe: 'Keine E-Mails dieser Art mehr',
  },
};

/** What the codes in events are called; `{{word status}}` in a template. */
export const words: Record<Locale, Readonly<Record<string, string>>> = {
  en: {
    open: 'open',
    assigned: 'assigned',
    in_progress: 'in progress',
    waiting_for_resident: 'waiting for an answer',
    resolved: 'resolved',
    closed: 'closed',
    solved: 'The problem is solved.',
    duplicate: 'It was reported before; the earlier report goes on.',
    withdrawn: 'It was withdrawn.',
    target_missed: 'Too few took part in time.',
    offer_withdrawn: 'The offer was withdrawn.',
    not_accepted: 'The shop did not agree in time.',
    auto_closed: 'Nobody objected to its solution.',
    first_response: 'first response',
    update: 'next update',
    solution: 'solution',
    password_changed: 'Your password was changed.',
    new_device: 'Somebody signed in to your account on a new device.',
    refresh_token_reused: 'A sign-in of yours was used in two places at once, so we ended it.',
    second_factor_changed: 'The second factor of your account was changed.',
    by_customer: 'You asked for it.',
    by_vendor: 'The shop cannot deliver; we are sorry.',
    payment_expired: 'It was not paid in time.',
    shop: 'at the shop',
    carrier: 'with the carrier',
    locker: 'in the locker of your entrance',
    concierge: 'with the concierge',
    low: 'Nearly sold out',
    sold_out: 'Sold out',
    by_resident: 'You asked for it.',
    by_manager: 'The management has cancelled it; we are sorry.',
    out_of_order: 'It is out of order; we are sorry.',
    moved_out: 'You have moved out.',
    payment_failed: 'The payment did not come through.',
    no_show: 'Nobody checked in.',
    spam: 'Advertising or spam.',
    offensive: 'It is offensive.',
    dangerous: 'It is dangerous.',
    private: 'It tells private matters of somebody.',
    off_topic: 'It does not belong here.',
    other: 'It breaks the rules of the house.',
  },
  de: {
    open: 'offen',
    assigned: 'zugewiesen',
    in_progress: 'in Arbeit',
    waiting_for_resident: 'wartet auf eine Antwort',
    resolved: 'gelöst',
    closed: 'geschlossen',
    solved: 'Das Problem ist gelöst.',
    duplicate: 'Es war schon gemeldet; die frühere Meldung wird weiter bearbeitet.',
    withdrawn: 'Sie wurde zurückgezogen.',
    target_missed: 'Es haben nicht rechtzeitig genug mitgemacht.',
    offer_withdrawn: 'Das Angebot wurde zurückgezogen.',
    not_accepted: 'Der Laden hat nicht rechtzeitig zugestimmt.',
    auto_closed: 'Niemand hat der Lösung widersprochen.',
    first_response: 'erste Antwort',
    update: 'nächster Zwischenstand',
    solution: 'Lösung',
    password_changed: 'Ihr Passwort wurde geändert.',
    new_device: 'Ihr Konto wurde auf einem neuen Gerät benutzt.',
    refresh_token_reused: 'Eine Ihrer Anmeldungen wurde an zwei Orten zugleich benutzt; wir haben sie beendet.',
    second_factor_changed: 'Der zweite Faktor Ihres Kontos wurde geändert.',
    by_customer: 'Sie haben darum gebeten.',
    by_vendor: 'Der Laden kann nicht liefern; das tut uns leid.',
    payment_expired: 'Sie wurde nicht rechtzeitig bezahlt.',
    shop: 'im Laden',
    carrier: 'beim Zusteller',
    locker: 'im Schließfach Ihres Eingangs',
    concierge: 'beim Concierge',
    low: 'Fast ausverkauft',
    sold_out: 'Ausverkauft',
    by_resident: 'Sie haben darum gebeten.',
    by_manager: 'Die Verwaltung hat sie storniert; das tut uns leid.',
    out_of_order: 'Leider ist dort etwas außer Betrieb.',
    moved_out: 'Sie sind ausgezogen.',
    payment_failed: 'Die Zahlung kam nicht zustande.',
    no_show: 'Es hat sich niemand angemeldet.',
    spam: 'Werbung oder Spam.',
    offensive: 'Er ist beleidigend.',
    dangerous: 'Er ist gefährlich.',
    private: 'Er verrät Privates über jemanden.',
    off_topic: 'Er gehört nicht hierher.',
    other: 'Er verstößt gegen die Regeln des Hauses.',
  },
};
