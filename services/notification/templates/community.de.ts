import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const read = toThing('Lesen');
const ask = '{{#if acknowledge}}Bitte öffnen Sie die Nachricht und bestätigen Sie, dass Sie sie gelesen haben.{{/if}}';

export const communityDe = {
  'announcement.info': {
    subject: 'Neuigkeit: {{title}}',
    short: 'Die Hausverwaltung teilt mit: {{title}}.',
    ...letter(['Die Verwaltung Ihres Hauses teilt mit: {{title}}.', ask], read),
  },
  'announcement.important': {
    subject: 'Wichtig: {{title}}',
    short: 'Wichtige Nachricht der Hausverwaltung: {{title}}.',
    ...letter(['Es gibt eine wichtige Nachricht der Verwaltung Ihres Hauses: {{title}}.', ask], read),
  },
  'announcement.emergency': {
    subject: 'NOTFALL: {{title}}',
    short: 'NOTFALL in Ihrem Haus: {{title}}. Bitte lesen Sie die Nachricht sofort.',
    ...letter(['Die Verwaltung Ihres Hauses warnt: {{title}}.', 'Bitte lesen Sie die Nachricht sofort.', ask], read),
  },
  'comment.created': {
    subject: 'Jemand hat Ihnen geantwortet',
    short: 'Auf Ihren Beitrag in Ihrem Haus gibt es eine Antwort.',
    ...letter(['Auf Ihren Beitrag in Ihrem Haus gibt es eine Antwort.'], read),
  },
  'content.flagged': {
    subject: 'Gemeldet: Bitte sehen Sie nach',
    short:
      'Bewohner haben {{#if message}}eine Nachricht in einem Kanal{{else}}einen Beitrag{{/if}} gemeldet' +
      '{{#if hidden}}; er ist verborgen, bis Sie entscheiden{{/if}}.',
    ...letter(
      [
        'Bewohner meinen, dass {{#if message}}eine Nachricht in einem Kanal{{else}}ein Beitrag oder ein Kommentar{{/if}} ' +
          'dort nicht stehen sollte.' +
          '{{#if hidden}} Er ist für alle anderen verborgen, bis Sie entscheiden.{{/if}}',
      ],
      toThing('Ansehen und entscheiden'),
    ),
  },
  'profile.export_ready': {
    subject: 'Ihre Daten liegen bereit',
    short: 'Was wir über Sie speichern, ist gesammelt{{#unless complete}}, einige Teile fehlen aber{{/unless}}.',
    ...letter(
      [
        'Alles, was wir über Sie speichern, ist gesammelt. Sie können es eine Woche lang herunterladen.',
        '{{#unless complete}}Einige Teile haben nicht rechtzeitig geantwortet; der Bericht nennt sie. Bitte fragen Sie ' +
          'später noch einmal.{{/unless}}',
      ],
      toThing('Herunterladen'),
    ),
  },
  'content.moderated': {
    subject: '{{#if hidden}}Ihr Beitrag ist verborgen{{else}}Ihr Beitrag ist wieder sichtbar{{/if}}',
    short:
      '{{#if hidden}}Ihr Beitrag ist für andere verborgen. Der Grund: {{word reason}}' +
      '{{else}}Ihr Beitrag ist wieder für alle sichtbar.{{/if}}',
    ...letter(
      [
        '{{#if hidden}}Ihr Beitrag in Ihrem Haus ist für andere verborgen. Sie selbst sehen ihn weiterhin. Der Grund: ' +
          '{{word reason}}{{else}}Ihr Beitrag in Ihrem Haus wurde geprüft und ist wieder für alle sichtbar.{{/if}}',
      ],
      read,
    ),
  },
} satisfies Record<string, Texts>;
