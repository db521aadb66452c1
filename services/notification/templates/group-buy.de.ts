import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const group = toThing('Sammelkauf ansehen');

export const groupBuyDe = {
  'order.group_buy_proposed': {
    subject: 'Ein Haus fragt nach einem Preis: {{title}}',
    short: 'Ein Haus würde {{target}} × „{{title}}“ zu je {{money price}} nehmen.',
    ...letter(
      [
        'die Verwaltung eines Hauses fragt nach „{{title}}“ zu je {{money price}}, wenn die Nachbarn zusammen {{target}} Stück nehmen.',
        'Sobald Sie zustimmen, können sie mitmachen.',
      ],
      group,
    ),
  },
  'order.group_buy_opened': {
    subject: 'Zusammen günstiger: {{title}}',
    short: '„{{title}}“ kostet {{money price}}, wenn Sie und Ihre Nachbarn {{target}} Stück nehmen.',
    ...letter(
      [
        '„{{title}}“ kostet je {{money price}}, wenn Sie und Ihre Nachbarn zusammen {{target}} Stück nehmen.',
        'Abgebucht wird nur, wenn genug mitmachen.',
      ],
      group,
    ),
  },
  'order.group_buy_succeeded': {
    subject: 'Es machen genug mit: {{title}}',
    short: '„{{title}}“ kostet Sie je {{money price}}. Ihre Bestellung wird jetzt aufgegeben und bezahlt.',
    ...letter(
      [
        'es machen genug Nachbarn mit: „{{title}}“ kostet je {{money price}}.',
        'Ihr Teil wird jetzt bestellt und bezahlt, wie Sie es angegeben haben; wir sagen Ihnen, wenn es so weit ist.',
      ],
      group,
    ),
  },
  'order.group_buy_lapsed': {
    subject: 'Nicht zustande gekommen: {{title}}',
    short: 'Der Sammelkauf von „{{title}}“ kam nicht zustande. Es wurde nichts abgebucht. {{word reason}}',
    ...letter(
      ['der Sammelkauf von „{{title}}“ kam nicht zustande. {{word reason}}', 'Es wurde nichts abgebucht.'],
      group,
    ),
  },
  'order.group_buy_pledge_failed': {
    subject: 'Nicht bestellt: {{title}}',
    short:
      'Ihr Teil von „{{title}}“ wurde nicht bestellt{{#if declined}}: die Zahlung wurde abgelehnt{{/if}}. Es wurde nichts abgebucht.',
    ...letter(
      [
        'Ihr Teil von „{{title}}“ konnte nicht bestellt werden{{#if declined}}: die Zahlung wurde abgelehnt{{/if}}.',
        'Es wurde nichts abgebucht.',
      ],
      group,
    ),
  },
} satisfies Record<string, Texts>;
