import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const read = toThing('Read it');
const ask = '{{#if acknowledge}}Please open it and say that you have read it.{{/if}}';

export const communityEn = {
  'announcement.info': {
    subject: 'News: {{title}}',
    short: 'The management tells you: {{title}}.',
    ...letter(['The management of your building tells you: {{title}}.', ask], read),
  },
  'announcement.important': {
    subject: 'Important: {{title}}',
    short: 'Important news of the management: {{title}}.',
    ...letter(['There is important news of the management of your building: {{title}}.', ask], read),
  },
  'announcement.emergency': {
    subject: 'EMERGENCY: {{title}}',
    short: 'EMERGENCY in your building: {{title}}. Please read it now.',
    ...letter(['The management of your building warns you: {{title}}.', 'Please read it now.', ask], read),
  },
  'comment.created': {
    subject: 'Somebody answered you',
    short: 'There is an answer to what you wrote in your building.',
    ...letter(['There is an answer to what you wrote in your building.'], read),
  },
  'content.flagged': {
    subject: 'Flagged: something needs a look',
    short:
      'Residents flagged {{#if message}}a message in a channel{{else}}a post or a comment{{/if}}' +
      '{{#if hidden}}; it is hidden until you decide{{/if}}.',
    ...letter(
      [
        'Residents think that {{#if message}}a message in a channel{{else}}a post or a comment{{/if}} should not stand there.' +
          '{{#if hidden}} It is hidden from everybody else until you decide.{{/if}}',
      ],
      toThing('Look and decide'),
    ),
  },
  'profile.export_ready': {
    subject: 'Your data is ready',
    short: 'Everything we keep about you is collected{{#unless complete}}, but some parts did not answer{{/unless}}.',
    ...letter(
      [
        'Everything we keep about you is collected. You can download it for a week.',
        '{{#unless complete}}Some parts did not answer in time; the report names them. Please ask again later.{{/unless}}',
      ],
      toThing('Download it'),
    ),
  },
  'content.moderated': {
    subject: '{{#if hidden}}What you wrote is hidden{{else}}What you wrote is shown again{{/if}}',
    short:
      '{{#if hidden}}What you wrote is hidden from others. The reason: {{word reason}}' +
      '{{else}}What you wrote is shown to everybody again.{{/if}}',
    ...letter(
      [
        '{{#if hidden}}What you wrote in your building is hidden from others. You still see it. The reason: ' +
          '{{word reason}}{{else}}What you wrote in your building was looked at and is shown to everybody again.{{/if}}',
      ],
      read,
    ),
  },
} satisfies Record<string, Texts>;
