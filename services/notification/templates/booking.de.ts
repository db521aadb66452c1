import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const see = toThing('Buchung ansehen');

export const bookingDe = {
  'booking.created': {
    subject: '{{#if approved}}Genehmigt{{else}}Gebucht{{/if}}: {{resource}}',
    short: '{{resource}} gehört Ihnen: {{date startsAt}}.{{#if paid}} Bezahlt: {{money paid}}.{{/if}}',
    ...letter(
      [
        '{{#if approved}}Ihre Anfrage ist genehmigt. {{/if}}Am {{date startsAt}} gehört Ihnen: {{resource}}.',
        '{{#if paid}}Sie haben {{money paid}} bezahlt. {{/if}}Wenn Sie nicht kommen können, stornieren Sie bitte, damit andere den Termin nutzen können.',
      ],
      see,
    ),
  },
  'booking.cancelled': {
    subject: 'Storniert: {{resource}}',
    short:
      'Ihre Buchung „{{resource}}“ am {{date startsAt}} ist storniert. {{word reason}}{{#if refund}} Sie erhalten {{money refund}} zurück.{{/if}}',
    ...letter(
      [
        'Ihre Buchung „{{resource}}“ am {{date startsAt}} ist storniert.',
        '{{word reason}}{{#if refund}} Sie erhalten {{money refund}} zurück.{{/if}}',
      ],
      see,
    ),
  },
  'booking.refunded': {
    subject: 'Eine Erstattung zu Ihrer Buchung',
    short: '{{money amount}} für Ihre Buchung sind auf dem Weg zu Ihnen zurück.',
    ...letter(
      [
        '{{money amount}} für Ihre Buchung sind auf dem Weg zu Ihnen zurück.',
        'Bis der Betrag auf Ihrem Konto ist, kann es einige Tage dauern.',
      ],
      see,
    ),
  },
  'booking.declined': {
    subject: 'Nicht genehmigt: {{resource}}',
    short: 'Ihre Anfrage für „{{resource}}“ am {{date startsAt}} wurde nicht genehmigt. Es wurde nichts abgebucht.',
    ...letter(
      ['Ihre Anfrage für „{{resource}}“ am {{date startsAt}} wurde nicht genehmigt.', 'Es wurde nichts abgebucht.'],
      see,
    ),
  },
  'booking.requested': {
    subject: 'Zu entscheiden: {{resource}}',
    short: 'Jemand möchte „{{resource}}“ am {{date startsAt}} nutzen.',
    ...letter(
      [
        'Jemand möchte „{{resource}}“ am {{date startsAt}} nutzen.',
        'Bitte genehmigen Sie die Anfrage oder lehnen Sie sie ab.',
      ],
      toThing('Entscheiden'),
    ),
  },
  'booking.refund_failed': {
    subject: 'Eine Erstattung ist gescheitert: {{resource}}',
    short: '{{money amount}} für „{{resource}}“ am {{date startsAt}} konnten nicht erstattet werden.',
    ...letter(
      [
        '{{money amount}} für „{{resource}}“ am {{date startsAt}} konnten nicht erstattet werden: Der Zahlungsdienst lehnt es ab.',
        'Bitte stoßen Sie die Erstattung noch einmal an, oder vermerken Sie, dass auf anderem Weg erstattet wurde.',
      ],
      toThing('Ansehen'),
    ),
  },
  'booking.offered': {
    subject: 'Für Sie frei: {{resource}}',
    short: '„{{resource}}“ am {{date startsAt}} ist frei und bis {{date expiresAt}} für Sie reserviert.',
    ...letter(
      [
        'Sie warten auf „{{resource}}“ am {{date startsAt}}: Der Termin ist jetzt frei.',
        'Er ist bis {{date expiresAt}} für Sie reserviert; danach bekommt ihn die nächste Person.',
      ],
      toThing('Annehmen'),
    ),
  },
  'booking.reminder': {
    subject: 'Demnächst: {{resource}}',
    short: '„{{resource}}“ gehört Ihnen am {{date startsAt}}.',
    ...letter(
      [
        '„{{resource}}“ gehört Ihnen am {{date startsAt}}.',
        'Wenn Sie nicht kommen können, stornieren Sie bitte rechtzeitig.',
      ],
      see,
    ),
  },
} satisfies Record<string, Texts>;
