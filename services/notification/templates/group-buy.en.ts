import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const group = toThing('See the group buy');

export const groupBuyEn = {
  'order.group_buy_proposed': {
    subject: 'A building asks for a price: {{title}}',
    short: 'A building would take {{target}} of “{{title}}” at {{money price}} each.',
    ...letter(
      [
        'The manager of a building asks you for “{{title}}” at {{money price}} each, if neighbours take {{target}} of them.',
        'It is open to them once you agree.',
      ],
      group,
    ),
  },
  'order.group_buy_opened': {
    subject: 'Cheaper together: {{title}}',
    short: '“{{title}}” costs {{money price}} if you and your neighbours take {{target}} of them.',
    ...letter(
      [
        '“{{title}}” costs {{money price}} each if you and your neighbours take {{target}} of them together.',
        'Nobody is charged unless enough take part.',
      ],
      group,
    ),
  },
  'order.group_buy_succeeded': {
    subject: 'Enough take part: {{title}}',
    short: '“{{title}}” is yours for {{money price}} each. It is being ordered and paid now.',
    ...letter(
      [
        'Enough of your neighbours take part: “{{title}}” costs {{money price}} each.',
        'Your part is being ordered and paid as you have said; we tell you when it is done.',
      ],
      group,
    ),
  },
  'order.group_buy_lapsed': {
    subject: 'Nothing came of it: {{title}}',
    short: 'Nothing came of buying “{{title}}” together. You were not charged. {{word reason}}',
    ...letter(['Nothing came of buying “{{title}}” together. {{word reason}}', 'You were not charged.'], group),
  },
  'order.group_buy_pledge_failed': {
    subject: 'Not ordered: {{title}}',
    short:
      'Your part of “{{title}}” was not ordered{{#if declined}}: the payment was declined{{/if}}. Nothing was charged.',
    ...letter(
      [
        'Your part of “{{title}}” could not be ordered{{#if declined}}: the payment was declined{{/if}}.',
        'Nothing was charged.',
      ],
      group,
    ),
  },
} satisfies Record<string, Texts>;
