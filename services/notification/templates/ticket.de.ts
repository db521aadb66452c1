import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const view = toThing('Meldung ansehen');

export const ticketDe = {
  'ticket.created': {
    subject: '{{#if urgent}}Dringend: {{/if}}Neue Meldung: {{title}}',
    short: '{{#if urgent}}Dringend! {{/if}}Ein Problem wurde gemeldet: {{title}}',
    ...letter(
      [
        'ein Problem wurde gemeldet: „{{title}}“.',
        '{{#if urgent}}Es ist als dringend markiert. {{/if}}Bitte kümmern Sie sich darum.',
      ],
      view,
    ),
  },
  'ticket.assigned': {
    subject: 'Zugewiesen: {{title}}',
    short: 'Um „{{title}}“ kümmert sich jetzt jemand.',
    ...letter(['um die Meldung „{{title}}“ kümmert sich jetzt jemand.'], view),
  },
  'ticket.progressed': {
    subject: 'Neues zu: {{title}}',
    short: '„{{title}}“ ist jetzt {{word status}}.',
    ...letter(['die Meldung „{{title}}“ ist jetzt {{word status}}.'], view),
  },
  'ticket.question_asked': {
    subject: 'Eine Frage zu: {{title}}',
    short: 'Wir brauchen eine Antwort von Ihnen, um mit „{{title}}“ weiterzukommen.',
    ...letter(
      ['wir haben eine Frage zu „{{title}}“.', 'Die Arbeit wartet auf Ihre Antwort; bitte sehen Sie nach.'],
      toThing('Frage beantworten'),
    ),
  },
  'ticket.resolved': {
    subject: 'Gelöst: {{title}}',
    short: '„{{title}}“ ist gelöst. Ist alles in Ordnung?',
    ...letter(
      [
        '„{{title}}“ ist gelöst.',
        'Wenn noch etwas nicht stimmt, öffnen Sie die Meldung wieder; sonst schließt sie sich von selbst.',
      ],
      view,
    ),
  },
  'ticket.commented': {
    subject: 'Neuer Kommentar: {{title}}',
    short: '{{#if internal}}Es gibt eine neue interne Notiz{{else}}Jemand hat etwas geschrieben{{/if}} zu „{{title}}“.',
    ...letter(
      ['{{#if internal}}es gibt eine neue interne Notiz{{else}}jemand hat etwas geschrieben{{/if}} zu „{{title}}“.'],
      toThing('Kommentar lesen'),
    ),
  },
  'ticket.closed': {
    subject: 'Geschlossen: {{title}}',
    short: '„{{title}}“ ist geschlossen. {{word reason}}',
    ...letter(['die Meldung „{{title}}“ ist geschlossen. {{word reason}}'], view),
  },
  'ticket.sla_warning': {
    subject: 'Bald fällig: {{title}}',
    short: '„{{title}}“: {{word clock}} ist bis {{date dueAt}} fällig.',
    ...letter(['„{{title}}“: {{word clock}} ist bis {{date dueAt}} fällig.', 'Bitte handeln Sie vorher.'], view),
  },
  'ticket.sla_breached': {
    subject: 'Überfällig: {{title}}',
    short: '„{{title}}“: {{word clock}} war bis {{date dueAt}} fällig.',
    ...letter(
      ['„{{title}}“: {{word clock}} war bis {{date dueAt}} fällig und ist überfällig.', 'Eskalationsstufe: {{level}}.'],
      view,
    ),
  },
} satisfies Record<string, Texts>;
