import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const see = toThing('See the booking');

export const bookingEn = {
  'booking.created': {
    subject: '{{#if approved}}Approved{{else}}Booked{{/if}}: {{resource}}',
    short: '{{resource}} is yours: {{date startsAt}}.{{#if paid}} Paid: {{money paid}}.{{/if}}',
    ...letter(
      [
        '{{#if approved}}Your request is approved: {{/if}}{{resource}} is yours on {{date startsAt}}.',
        '{{#if paid}}You paid {{money paid}}. {{/if}}If you cannot come, please cancel, so that others can have it.',
      ],
      see,
    ),
  },
  'booking.cancelled': {
    subject: 'Cancelled: {{resource}}',
    short:
      'Your booking of {{resource}} on {{date startsAt}} is cancelled. {{word reason}}{{#if refund}} You get {{money refund}} back.{{/if}}',
    ...letter(
      [
        'Your booking of {{resource}} on {{date startsAt}} is cancelled.',
        '{{word reason}}{{#if refund}} You get {{money refund}} back.{{/if}}',
      ],
      see,
    ),
  },
  'booking.refunded': {
    subject: 'A refund for your booking',
    short: '{{money amount}} for your booking are on their way back to you.',
    ...letter(
      [
        '{{money amount}} for your booking are on their way back to you.',
        'Until they are in your account may take some days.',
      ],
      see,
    ),
  },
  'booking.declined': {
    subject: 'Not approved: {{resource}}',
    short: 'Your request for {{resource}} on {{date startsAt}} was not approved. Nothing was charged.',
    ...letter(['Your request for {{resource}} on {{date startsAt}} was not approved.', 'Nothing was charged.'], see),
  },
  'booking.requested': {
    subject: 'To be decided: {{resource}}',
    short: 'Somebody would like to have {{resource}} on {{date startsAt}}.',
    ...letter(
      ['Somebody would like to have {{resource}} on {{date startsAt}}.', 'Please approve or decline it.'],
      toThing('Decide'),
    ),
  },
  'booking.refund_failed': {
    subject: 'A refund has failed: {{resource}}',
    short: '{{money amount}} for {{resource}} on {{date startsAt}} could not be given back.',
    ...letter(
      [
        '{{money amount}} for {{resource}} on {{date startsAt}} could not be given back: the payment provider refuses it.',
        'Please ask for it once more, or record that it was paid back by other means.',
      ],
      toThing('See to it'),
    ),
  },
  'booking.offered': {
    subject: 'Free for you: {{resource}}',
    short: '{{resource}} on {{date startsAt}} is free. It is kept for you until {{date expiresAt}}.',
    ...letter(
      [
        'You wait for {{resource}} on {{date startsAt}}: it is free now.',
        'It is kept for you until {{date expiresAt}}; after that the next one gets it.',
      ],
      toThing('Take it'),
    ),
  },
  'booking.reminder': {
    subject: 'Soon: {{resource}}',
    short: '{{resource}} is yours on {{date startsAt}}.',
    ...letter(['{{resource}} is yours on {{date startsAt}}.', 'If you cannot come, please cancel in time.'], see),
  },
} satisfies Record<string, Texts>;
