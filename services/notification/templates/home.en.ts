import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');
const homes = toThing('My homes');

export const homeEn = {
  'incident.opened': {
    subject: 'Out of order: {{title}}',
    short: '{{title}}. We are on it and tell you when it works again.',
    ...letter(['{{title}}.', 'We are on it and tell you when it works again.'], toThing('See the latest')),
  },
  'incident.resolved': {
    subject: 'Works again: {{title}}',
    short: 'This is over: {{title}}. Thank you for your patience.',
    ...letter(['This is over: {{title}}.', 'Thank you for your patience.']),
  },
  'resident.verified': {
    subject: 'Welcome home, {{unit}}',
    short: 'You are verified as living in {{unit}}, {{building}}.',
    ...letter(
      ['You are verified as living in {{unit}}, {{building}}.', 'Everything for residents is open to you now.'],
      homes,
    ),
  },
  'resident.left': {
    subject: 'You no longer live in {{unit}}',
    short: 'You no longer count as living in {{unit}}, {{building}}.',
    ...letter(
      [
        'You no longer count as living in {{unit}}, {{building}}.',
        '{{#if leftBuilding}}What belongs to residents of the building is closed to you now. {{/if}}All the best! ' +
          'If this is a mistake, please talk to the management of the building.',
      ],
      homes,
    ),
  },
  'resident.verification_submitted': {
    subject: 'Somebody asks to be verified: {{unit}}',
    short: 'Somebody asks to be verified as living in {{unit}}, {{building}}.',
    ...letter(['Somebody asks to be verified as living in {{unit}}, {{building}}.'], toThing('Look at the request')),
  },
  'resident.verification_rejected': {
    subject: 'Your request for {{unit}} was refused',
    short: 'Your request to be verified in {{unit}} was refused: {{reason}}',
    ...letter(
      [
        'Your request to be verified as living in {{unit}}, {{building}}, was refused.',
        'The reason given: {{reason}}',
        'You can ask again with another document.',
      ],
      homes,
    ),
  },
  emergency: {
    subject: 'EMERGENCY: {{title}}',
    short: 'EMERGENCY: {{title}}. {{message}} Please confirm: {{acknowledgeUrl}}',
    ...letter(
      ['{{title}}', '{{message}}', 'Please confirm that you have read this. If you do not, we ask your household.'],
      { label: 'I have read this', url: '{{acknowledgeUrl}}' },
    ),
  },
  'emergency.unanswered': {
    subject: 'No answer from a home: {{title}}',
    short: 'Nobody of a home has acknowledged “{{title}}”. Please go and look.',
    ...letter(
      ['Everybody of one home was asked, and nobody has acknowledged “{{title}}”.', 'Please go and look.'],
      toThing('Which homes'),
    ),
  },
} satisfies Record<string, Texts>;
