import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const order = toThing('See the order');
const parcel = toThing('Where is it?');

export const shopEn = {
  'order.confirmed': {
    subject: 'Your order {{number}}',
    short: 'We have your order {{number}} of {{money total}}. Thank you!',
    ...letter(
      [
        'Thank you for your order {{number}}.',
        '{{contents}}',
        'In all: {{money total}}.',
        'We tell you when it is sent.',
      ],
      order,
    ),
  },
  'order.cancelled': {
    subject: '{{#if whole}}Cancelled{{else}}Partly cancelled{{/if}}: your order {{number}}',
    short:
      '{{#if whole}}Your order {{number}} is cancelled.{{else}}Something of your order {{number}} is cancelled.{{/if}} ' +
      '{{word reason}}{{#if refunded}} You get {{money refunded}} back.{{/if}}',
    ...letter(
      [
        '{{#if whole}}Your order {{number}} is cancelled.{{else}}Something of your order {{number}} is cancelled; the rest is on its way to you.{{/if}}',
        '{{word reason}}{{#if refunded}} You get {{money refunded}} back.{{/if}}',
      ],
      order,
    ),
  },
  'order.fulfilled': {
    subject: 'Complete: your order {{number}}',
    short: 'Everything of your order {{number}} has arrived.',
    ...letter(['Everything of your order {{number}} has arrived.', '{{contents}}'], order),
  },
  'payment.failed': {
    subject: 'Your payment did not go through: order {{number}}',
    short: 'The payment for your order {{number}} did not go through. Nothing was charged; please try again.',
    ...letter(
      [
        'The payment of {{money total}} for your order {{number}} did not go through. Nothing was charged.',
        'Please try again.',
      ],
      order,
    ),
  },
  'refund.issued': {
    subject: 'A refund for your order {{number}}',
    short: '{{money amount}} for your order {{number}} are on their way back to you.',
    ...letter(
      [
        '{{money amount}} for your order {{number}} are on their way back to you.',
        'Until they are in your account may take some days.',
      ],
      order,
    ),
  },
  'gift_card.issued': {
    subject: 'Your gift cards: order {{number}}',
    short: 'The gift cards of your order {{number}} are in your mail.',
    ...letter(
      [
        'Here are the gift cards of your order {{number}}. A code is money: whoever has it can spend it.',
        '{{#each codes}}{{code}} ({{money value}})\n{{/each}}',
        'Enter the code when you pay. You can give it away, and we send it only this once.',
      ],
      order,
    ),
  },
  'preorder.moved': {
    subject: '{{#if shipsFrom}}Another day{{else}}Later than promised{{/if}}: your order {{number}}',
    short:
      '{{#if shipsFrom}}“{{title}}” ships from {{day shipsFrom}}, not from {{day promised}}.{{else}}“{{title}}” was promised from {{day promised}} and is not there yet.{{/if}}',
    ...letter(
      [
        '{{#if shipsFrom}}“{{title}}” of your order {{number}} ships from {{day shipsFrom}}; {{day promised}} was promised.{{else}}“{{title}}” of your order {{number}} was promised from {{day promised}}. It is not there yet, and we have no other day; we are sorry.{{/if}}',
        'You can wait, or cancel it and get your money back.',
      ],
      order,
    ),
  },
  'payment.refunded': {
    subject: 'A refund of {{money amount}}',
    short: '{{money amount}} are on their way back to you.',
    ...letter(
      ['{{money amount}} are on their way back to you.', 'Until they are in your account may take some days.'],
      toThing('See the payment'),
    ),
  },
  'invoice.created': {
    subject: 'Invoice {{invoiceNumber}}',
    short: 'The invoice {{invoiceNumber}} is there for you.',
    ...letter(['The invoice {{invoiceNumber}} is there for you.'], toThing('See the invoice')),
  },
  'shipment.handed_over': {
    subject: 'On its way: your order {{number}}',
    short: '{{carrier}} has your parcel: {{contents}}.',
    ...letter(
      ['{{carrier}} has a parcel of your order {{number}}.', '{{contents}}', 'Its number is {{trackingNumber}}.'],
      parcel,
    ),
  },
  'shipment.ready_for_pickup': {
    subject: 'Ready for you: your order {{number}}',
    short:
      'Your parcel {{trackingNumber}} waits for you {{word waitsAt}}.{{#if coded}} You need the code that its page shows.{{/if}}',
    ...letter(
      [
        'A parcel of your order {{number}} waits for you {{word waitsAt}}.',
        '{{contents}}',
        '{{#if coded}}It is handed over against a code, which its page shows to you alone. {{/if}}Please fetch it soon.',
      ],
      toThing('Fetch it'),
    ),
  },
  'shipment.delivered': {
    subject: 'Delivered: your order {{number}}',
    short: 'A parcel of your order {{number}} was delivered: {{contents}}.',
    ...letter(['A parcel of your order {{number}} was delivered.', '{{contents}}'], parcel),
  },
  'stock.watch_met': {
    subject: 'What you wait for: {{title}}',
    short: '“{{title}}” can be had, or costs less now.',
    ...letter(['“{{title}}” can be had, or costs less now.', 'You asked us to tell you.'], toThing('Look at it')),
  },
  'stock.low': {
    subject: '{{word became}}: {{title}}',
    short: '{{word became}}: “{{title}}”. Left: {{available}}.',
    ...letter(['{{word became}}: “{{title}}”.', 'Left to be sold: {{available}}.'], toThing('See the stock')),
  },
  'cart.abandoned': {
    subject: 'Still in your cart',
    short: 'There is something of {{money value}} in your cart.',
    ...letter(
      ['You left {{items}} in your cart, of {{money value}} in all.', 'It is still there.'],
      toThing('To the cart'),
    ),
  },
} satisfies Record<string, Texts>;
