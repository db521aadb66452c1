import { saidIn, type Texts, toThing } from './letter.ts';

const seeJob = toThing('Auftrag ansehen');
const seeQuotes = toThing('Angebote ansehen');
const seeProvider = toThing('Anbieter ansehen');
const said = saidIn('de');

export const marketDe = {
  'provider.submitted': said(
    'Zu entscheiden: {{name}}',
    '{{name}} möchte in Ihrem Haus Dienste anbieten.',
    toThing('Unterlagen ansehen'),
    'Sie können den Anbieter für Ihr Haus zulassen oder dort sperren.',
  ),
  'provider.verified': said(
    'Geprüft: {{name}}',
    '{{name}} ist geprüft. Bewohner können Sie jetzt um Angebote bitten.',
    seeProvider,
  ),
  'provider.rejected': said(
    '{{#if blocked}}In einem Haus gesperrt{{else}}Nicht bestätigt{{/if}}: {{name}}',
    '{{name}} wurde {{#if blocked}}in einem Haus gesperrt{{else}}nicht bestätigt{{/if}}.{{#if reason}} Der Grund: {{reason}}{{/if}}',
    seeProvider,
    '{{#unless blocked}}Sie können ergänzen, was fehlt, und die Unterlagen erneut einreichen.{{/unless}}',
  ),
  'provider.suspended': said(
    'Ausgesetzt: {{name}}',
    '{{name}} nimmt vorerst keine neuen Aufträge an.{{#if expired}} Ein Dokument ist abgelaufen.{{else}}{{#if reason}} Der Grund: {{reason}}{{/if}}{{/if}}',
    seeProvider,
    'Was gebucht ist, bleibt bestehen.{{#if expired}} Reichen Sie ein gültiges Dokument nach, dann prüfen wir erneut.{{/if}}',
  ),
  'provider.document_expiring': said(
    'Läuft bald ab: {{word kind}}',
    'Ein Dokument von {{name}} läuft am {{expiresOn}} ab: {{word kind}}.',
    toThing('Neues Dokument einreichen'),
    'Danach nimmt {{name}} keine neuen Aufträge an, bis ein gültiges vorliegt.',
  ),
  'quote.requested': said(
    'Angebot gewünscht: {{title}}',
    'Jemand bittet Sie um ein Angebot: {{title}}.',
    toThing('Anfrage ansehen'),
  ),
  'quote.submitted': said(
    'Angebot von {{provider}}: {{title}}',
    '{{provider}} bietet es für {{money total}} an: {{title}}. Das Angebot gilt bis {{date validUntil}}.',
    seeQuotes,
    'Vergleichen Sie die Angebote, fragen Sie nach und nehmen Sie eines an.',
  ),
  'quote.closed': said(
    'Aus einem Angebot wird nichts: {{title}}',
    'Das Angebot von {{provider}} über {{money total}} ist geschlossen. {{word reason}}',
    seeQuotes,
  ),
  'quote.message_sent': said(
    'Zu einem Angebot: {{title}}',
    'Sie haben eine Nachricht zum Angebot von {{provider}}.',
    toThing('Lesen'),
  ),
  'quote.accepted': said(
    'Angenommen: {{title}}',
    'Ihr Angebot über {{money total}} ist für {{date startsAt}} angenommen: {{title}}. Gebucht ist es, sobald es bezahlt ist, spätestens bis {{date payBy}}.',
    seeJob,
  ),
  'job.booked': said(
    'Gebucht: {{title}}',
    '{{#if forProvider}}Der Auftrag ist bezahlt: {{title}}, am {{date startsAt}}.{{else}}{{provider}} kommt am {{date startsAt}}: {{title}}.{{/if}}',
    seeJob,
    '{{#if forProvider}}Das Geld wird für Sie verwahrt, bis die Arbeit bestätigt ist. Ihr Besucherausweis gilt zur gebuchten Zeit.' +
      '{{else}}Sie haben {{money total}} bezahlt. Das Geld wird verwahrt, bis Sie bestätigen, dass alles in Ordnung ist.{{/if}}',
  ),
  'job.reminder': said(
    'Demnächst: {{title}}',
    '{{#if forProvider}}Sie werden am {{date startsAt}} erwartet: {{title}}.{{else}}{{provider}} kommt am {{date startsAt}}: {{title}}.{{/if}}',
    seeJob,
  ),
  'job.done': said(
    'Ist alles in Ordnung? {{title}}',
    '{{provider}} hat die Arbeit als erledigt gemeldet: {{title}}. Bitte bestätigen Sie das bis {{date confirmBy}} oder sagen Sie, was nicht stimmt.',
    toThing('Bestätigen oder widersprechen'),
    'Hören wir nichts von Ihnen, gilt sie dann als bestätigt.',
  ),
  'job.refund_failed': said(
    'Eine Erstattung ist gescheitert: {{title}}',
    '{{money refund}} für einen Auftrag von {{provider}} konnten nicht erstattet werden: {{title}}. Der Zahlungsdienst lehnt es ab.',
    seeJob,
    'Bitte stoßen Sie die Erstattung noch einmal an, oder vermerken Sie, dass auf anderem Weg erstattet wurde.',
  ),
  'job.disputed': said(
    'Zu klären: {{title}}',
    'Es ist unklar, ob {{provider}} die Arbeit richtig gemacht hat: {{title}}. Die Verwaltung des Hauses entscheidet über das Geld.',
    seeJob,
  ),
  'job.completed': said(
    'Abgeschlossen: {{title}}',
    '{{#if forProvider}}Der Auftrag ist abgerechnet: {{title}}.{{#if earned}} Sie verdienen {{money earned}}.{{/if}}' +
      '{{else}}Der Auftrag ist abgerechnet: {{title}}.{{#if refunded}} Sie erhalten {{money refunded}} zurück.{{/if}}{{/if}}',
    seeJob,
    '{{#if decided}}Die Verwaltung des Hauses hat entschieden.{{/if}}',
  ),
  'job.cancelled': said(
    'Storniert: {{title}}',
    'Der Besuch von {{provider}} am {{date startsAt}} ist storniert: {{title}}. {{word reason}}' +
      '{{#unless forProvider}}{{#if refund}} {{money refund}} werden erstattet.{{/if}}{{/unless}}',
    seeJob,
  ),
  'job.refunded': said(
    'Eine Erstattung zu einem Auftrag',
    '{{money amount}} für einen Auftrag bei Ihnen sind auf dem Weg zu Ihnen zurück.',
    seeJob,
    'Bis der Betrag auf Ihrem Konto ist, kann es einige Tage dauern.',
  ),
  'warranty.claimed': said(
    'Auf Gewährleistung: {{title}}',
    'Etwas, das Sie repariert haben, braucht Sie innerhalb der Gewährleistung noch einmal: {{title}}.',
    toThing('Besuch planen'),
  ),
  'warranty.scheduled': said(
    '{{provider}} kommt noch einmal: {{title}}',
    '{{provider}} kommt am {{date visitAt}} noch einmal, kostenlos: {{title}}.',
    seeJob,
  ),
  'warranty.closed': said('Erledigt: {{title}}', 'Die Gewährleistung ist erledigt: {{title}}.', seeJob),
} satisfies Record<string, Texts>;
