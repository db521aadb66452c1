import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');
const order = toThing('Bestellung ansehen');
const parcel = toThing('Wo ist sie?');

export const shopDe = {
  'order.confirmed': {
    subject: 'Ihre Bestellung {{number}}',
    short: 'Ihre Bestellung {{number}} über {{money total}} ist da. Vielen Dank!',
    ...letter(
      [
        'vielen Dank für Ihre Bestellung {{number}}.',
        '{{contents}}',
        'Zusammen: {{money total}}.',
        'Wir sagen Ihnen, wenn sie unterwegs ist.',
      ],
      order,
    ),
  },
  'order.cancelled': {
    subject: '{{#if whole}}Storniert{{else}}Teilweise storniert{{/if}}: Ihre Bestellung {{number}}',
    short:
      '{{#if whole}}Ihre Bestellung {{number}} ist storniert.{{else}}Ein Teil Ihrer Bestellung {{number}} ist storniert.{{/if}} ' +
      '{{word reason}}{{#if refunded}} Sie erhalten {{money refunded}} zurück.{{/if}}',
    ...letter(
      [
        '{{#if whole}}Ihre Bestellung {{number}} ist storniert.{{else}}ein Teil Ihrer Bestellung {{number}} ist storniert; der Rest kommt zu Ihnen.{{/if}}',
        '{{word reason}}{{#if refunded}} Sie erhalten {{money refunded}} zurück.{{/if}}',
      ],
      order,
    ),
  },
  'order.fulfilled': {
    subject: 'Vollständig: Ihre Bestellung {{number}}',
    short: 'Alles aus Ihrer Bestellung {{number}} ist angekommen.',
    ...letter(['alles aus Ihrer Bestellung {{number}} ist angekommen.', '{{contents}}'], order),
  },
  'payment.failed': {
    subject: 'Ihre Zahlung kam nicht zustande: Bestellung {{number}}',
    short:
      'Die Zahlung für Ihre Bestellung {{number}} kam nicht zustande. Es wurde nichts abgebucht; bitte noch einmal.',
    ...letter(
      [
        'die Zahlung von {{money total}} für Ihre Bestellung {{number}} kam nicht zustande. Es wurde nichts abgebucht.',
        'Bitte versuchen Sie es noch einmal.',
      ],
      order,
    ),
  },
  'refund.issued': {
    subject: 'Eine Erstattung zu Ihrer Bestellung {{number}}',
    short: '{{money amount}} für Ihre Bestellung {{number}} sind auf dem Weg zu Ihnen zurück.',
    ...letter(
      [
        '{{money amount}} für Ihre Bestellung {{number}} sind auf dem Weg zu Ihnen zurück.',
        'Bis der Betrag auf Ihrem Konto ist, kann es einige Tage dauern.',
      ],
      order,
    ),
  },
  'gift_card.issued': {
    subject: 'Ihre Gutscheine: Bestellung {{number}}',
    short: 'Die Gutscheine Ihrer Bestellung {{number}} sind in Ihrer Post.',
    ...letter(
      [
        'hier sind die Gutscheine Ihrer Bestellung {{number}}. Ein Code ist Geld: Wer ihn hat, kann ihn ausgeben.',
        '{{#each codes}}{{code}} ({{money value}})\n{{/each}}',
        'Geben Sie den Code beim Bezahlen ein. Sie können ihn verschenken; wir schicken ihn nur dieses eine Mal.',
      ],
      order,
    ),
  },
  'preorder.moved': {
    subject: '{{#if shipsFrom}}Ein anderer Tag{{else}}Später als versprochen{{/if}}: Ihre Bestellung {{number}}',
    short:
      '{{#if shipsFrom}}„{{title}}“ wird ab dem {{day shipsFrom}} verschickt, nicht ab dem {{day promised}}.{{else}}„{{title}}“ war ab dem {{day promised}} versprochen und ist noch nicht da.{{/if}}',
    ...letter(
      [
        '{{#if shipsFrom}}„{{title}}“ aus Ihrer Bestellung {{number}} wird ab dem {{day shipsFrom}} verschickt; versprochen war der {{day promised}}.{{else}}„{{title}}“ aus Ihrer Bestellung {{number}} war ab dem {{day promised}} versprochen. Es ist noch nicht da, und wir haben keinen anderen Tag; das tut uns leid.{{/if}}',
        'Sie können warten, oder es stornieren und Ihr Geld zurückbekommen.',
      ],
      order,
    ),
  },
  'payment.refunded': {
    subject: 'Eine Erstattung von {{money amount}}',
    short: '{{money amount}} sind auf dem Weg zu Ihnen zurück.',
    ...letter(
      [
        '{{money amount}} sind auf dem Weg zu Ihnen zurück.',
        'Bis der Betrag auf Ihrem Konto ist, kann es einige Tage dauern.',
      ],
      toThing('Zahlung ansehen'),
    ),
  },
  'invoice.created': {
    subject: 'Rechnung {{invoiceNumber}}',
    short: 'Die Rechnung {{invoiceNumber}} liegt für Sie bereit.',
    ...letter(['die Rechnung {{invoiceNumber}} liegt für Sie bereit.'], toThing('Rechnung ansehen')),
  },
  'shipment.handed_over': {
    subject: 'Unterwegs: Ihre Bestellung {{number}}',
    short: '{{carrier}} hat Ihre Sendung: {{contents}}.',
    ...letter(
      [
        '{{carrier}} hat eine Sendung Ihrer Bestellung {{number}}.',
        '{{contents}}',
        'Ihre Nummer ist {{trackingNumber}}.',
      ],
      parcel,
    ),
  },
  'shipment.ready_for_pickup': {
    subject: 'Bereit für Sie: Ihre Bestellung {{number}}',
    short:
      'Ihre Sendung {{trackingNumber}} wartet {{word waitsAt}} auf Sie.{{#if coded}} Sie brauchen den Code, den ihre Seite zeigt.{{/if}}',
    ...letter(
      [
        'eine Sendung Ihrer Bestellung {{number}} wartet {{word waitsAt}} auf Sie.',
        '{{contents}}',
        '{{#if coded}}Sie wird gegen einen Code übergeben, den ihre Seite nur Ihnen zeigt. {{/if}}Bitte holen Sie sie bald ab.',
      ],
      toThing('Abholen'),
    ),
  },
  'shipment.delivered': {
    subject: 'Zugestellt: Ihre Bestellung {{number}}',
    short: 'Eine Sendung Ihrer Bestellung {{number}} wurde zugestellt: {{contents}}.',
    ...letter(['eine Sendung Ihrer Bestellung {{number}} wurde zugestellt.', '{{contents}}'], parcel),
  },
  'stock.watch_met': {
    subject: 'Worauf Sie warten: {{title}}',
    short: '„{{title}}“ ist zu haben oder kostet jetzt weniger.',
    ...letter(['„{{title}}“ ist zu haben oder kostet jetzt weniger.', 'Sie wollten es wissen.'], toThing('Ansehen')),
  },
  'stock.low': {
    subject: '{{word became}}: {{title}}',
    short: '{{word became}}: „{{title}}“. Noch da: {{available}}.',
    ...letter(['{{word became}}: „{{title}}“.', 'Noch zu verkaufen: {{available}}.'], toThing('Bestand ansehen')),
  },
  'cart.abandoned': {
    subject: 'Noch in Ihrem Warenkorb',
    short: 'In Ihrem Warenkorb liegt noch etwas für {{money value}}.',
    ...letter(
      ['in Ihrem Warenkorb liegen noch {{items}} Dinge für zusammen {{money value}}.', 'Sie sind noch da.'],
      toThing('Zum Warenkorb'),
    ),
  },
} satisfies Record<string, Texts>;
