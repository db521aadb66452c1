import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('en');

export const accountEn = {
  'account.verification': {
    subject: 'Please confirm your e-mail address',
    short: 'Please confirm your e-mail address.',
    ...letter(['Please confirm that this e-mail address is yours.', 'The link is good until {{date expiresAt}}.'], {
      label: 'Confirm my address',
      url: '{{url}}',
    }),
  },
  'account.password_reset': {
    subject: 'Choose a new password',
    short: 'You can choose a new password.',
    ...letter(
      [
        'Somebody, hopefully you, asked for a new password. The link is good once, until {{date expiresAt}}.',
        'If it was not you, ignore this e-mail; your password stays as it is.',
      ],
      { label: 'Choose a new password', url: '{{url}}' },
    ),
  },
  'account.invitation': {
    subject: 'You are invited to Agora',
    short: 'You are invited to Agora.',
    ...letter(
      ['You are invited to Agora, where your community lives.', 'The invitation is good until {{date expiresAt}}.'],
      { label: 'Accept the invitation', url: '{{url}}' },
    ),
  },
  'account.security_alert': {
    subject: 'Something happened to your account',
    short: '{{word kind}} If that was not you, change your password now.',
    ...letter(
      ['{{word kind}}', 'If that was you, all is well. If not, change your password now and end all sessions.'],
      toThing('Look at my account'),
    ),
  },
  'account.welcome': {
    subject: 'Welcome to Agora',
    short: 'Good to have you here. Join your building to see what is going on.',
    ...letter(['Good to have you here. Join your building to see what is going on.'], toThing('Open Agora')),
  },
  digest: {
    subject: '{{count}} new notifications',
    short: '{{count}} new notifications wait for you in Agora.',
    text: `Hello{{#if name}} {{name}}{{/if}},

this is what has happened:

{{#each items}}
- {{subject}}
  {{short}}
  {{link}}
{{/each}}
{{#if more}}
… and {{more}} more.
{{/if}}

All notifications: {{link}}`,
    html: `<p>Hello{{#if name}} {{name}}{{/if}},</p>
<p>this is what has happened:</p>
<ul>
{{#each items}}
<li><a href="{{link}}">{{subject}}</a><br>{{short}}</li>
{{/each}}
</ul>
{{#if more}}<p>… and {{more}} more.</p>{{/if}}
<p><a class="button" href="{{link}}">All notifications</a></p>`,
  },
} satisfies Record<string, Texts>;
