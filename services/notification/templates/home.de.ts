import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const homes = toThing('Meine Wohnungen');

export const homeDe = {
  'incident.opened': {
    subject: 'Außer Betrieb: {{title}}',
    short: '{{title}}. Wir kümmern uns darum und sagen Ihnen, wenn es wieder geht.',
    ...letter(
      ['{{title}}.', 'Wir kümmern uns darum und sagen Ihnen, wenn es wieder geht.'],
      toThing('Aktueller Stand'),
    ),
  },
  'incident.resolved': {
    subject: 'Geht wieder: {{title}}',
    short: 'Das ist vorbei: {{title}}. Danke für Ihre Geduld.',
    ...letter(['das ist vorbei: {{title}}.', 'Danke für Ihre Geduld.']),
  },
  'resident.verified': {
    subject: 'Willkommen zu Hause, {{unit}}',
    short: 'Sie sind bestätigt: Sie wohnen in {{unit}}, {{building}}.',
    ...letter(
      [
        'es ist bestätigt, dass Sie in {{unit}}, {{building}}, wohnen.',
        'Alles, was für die Bewohner da ist, steht Ihnen jetzt offen.',
      ],
      homes,
    ),
  },
  'resident.left': {
    subject: 'Sie wohnen nicht mehr in {{unit}}',
    short: 'Sie gelten nicht mehr als Bewohner von {{unit}}, {{building}}.',
    ...letter(
      [
        'Sie gelten nicht mehr als Bewohner von {{unit}}, {{building}}.',
        '{{#if leftBuilding}}Was für die Bewohner des Hauses da ist, steht Ihnen nicht mehr offen. {{/if}}Alles Gute! ' +
          'Wenn das ein Irrtum ist, sprechen Sie bitte mit der Hausverwaltung.',
      ],
      homes,
    ),
  },
  'resident.verification_submitted': {
    subject: 'Jemand bittet um Bestätigung: {{unit}}',
    short: 'Jemand bittet um die Bestätigung, in {{unit}}, {{building}}, zu wohnen.',
    ...letter(['jemand bittet um die Bestätigung, in {{unit}}, {{building}}, zu wohnen.'], toThing('Antrag ansehen')),
  },
  'resident.verification_rejected': {
    subject: 'Ihr Antrag für {{unit}} wurde abgelehnt',
    short: 'Ihr Antrag auf Bestätigung für {{unit}} wurde abgelehnt: {{reason}}',
    ...letter(
      [
        'Ihr Antrag auf die Bestätigung, in {{unit}}, {{building}}, zu wohnen, wurde abgelehnt.',
        'Der angegebene Grund: {{reason}}',
        'Sie können mit einem anderen Dokument noch einmal fragen.',
      ],
      homes,
    ),
  },
  emergency: {
    subject: 'NOTFALL: {{title}}',
    short: 'NOTFALL: {{title}}. {{message}} Bitte bestätigen: {{acknowledgeUrl}}',
    ...letter(
      [
        '{{title}}',
        '{{message}}',
        'Bitte bestätigen Sie, dass Sie dies gelesen haben. Sonst fragen wir Ihren Haushalt.',
      ],
      { label: 'Ich habe es gelesen', url: '{{acknowledgeUrl}}' },
    ),
  },
  'emergency.unanswered': {
    subject: 'Keine Antwort aus einer Wohnung: {{title}}',
    short: 'Niemand aus einer Wohnung hat „{{title}}“ bestätigt. Bitte sehen Sie nach.',
    ...letter(
      ['alle aus einer Wohnung wurden gefragt, und niemand hat „{{title}}“ bestätigt.', 'Bitte sehen Sie nach.'],
      toThing('Welche Wohnungen'),
    ),
  },
} satisfies Record<string, Texts>;
