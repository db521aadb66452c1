import { letterIn, type Texts, toThing } from './letter.ts';

const letter = letterIn('de');

export const accountDe = {
  'account.verification': {
    subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
    short: 'Bitte bestätigen Sie Ihre E-Mail-Adresse.',
    ...letter(
      ['bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.', 'Der Link gilt bis {{date expiresAt}}.'],
      { label: 'Adresse bestätigen', url: '{{url}}' },
    ),
  },
  'account.password_reset': {
    subject: 'Wählen Sie ein neues Passwort',
    short: 'Sie können ein neues Passwort wählen.',
    ...letter(
      [
        'jemand, hoffentlich Sie, hat um ein neues Passwort gebeten. Der Link gilt einmal, bis {{date expiresAt}}.',
        'Wenn Sie es nicht waren, beachten Sie diese E-Mail nicht; Ihr Passwort bleibt, wie es ist.',
      ],
      { label: 'Neues Passwort wählen', url: '{{url}}' },
    ),
  },
  'account.invitation': {
    subject: 'Sie sind zu Agora eingeladen',
    short: 'Sie sind zu Agora eingeladen.',
    ...letter(
      ['Sie sind zu Agora eingeladen, wo Ihre Gemeinschaft lebt.', 'Die Einladung gilt bis {{date expiresAt}}.'],
      { label: 'Einladung annehmen', url: '{{url}}' },
    ),
  },
  'account.security_alert': {
    subject: 'Mit Ihrem Konto ist etwas geschehen',
    short: '{{word kind}} Wenn Sie das nicht waren, ändern Sie jetzt Ihr Passwort.',
    ...letter(
      [
        '{{word kind}}',
        'Wenn Sie das waren, ist alles gut. Wenn nicht, ändern Sie jetzt Ihr Passwort und beenden Sie alle Sitzungen.',
      ],
      toThing('Mein Konto ansehen'),
    ),
  },
  'account.welcome': {
    subject: 'Willkommen bei Agora',
    short: 'Schön, dass Sie da sind. Treten Sie Ihrem Haus bei, um zu sehen, was dort geschieht.',
    ...letter(
      ['schön, dass Sie da sind. Treten Sie Ihrem Haus bei, um zu sehen, was dort geschieht.'],
      toThing('Agora öffnen'),
    ),
  },
  digest: {
    subject: '{{count}} neue Benachrichtigungen',
    short: '{{count}} neue Benachrichtigungen warten bei Agora auf Sie.',
    text: `Guten Tag{{#if name}} {{name}}{{/if}},

das ist geschehen:

{{#each items}}
- {{subject}}
  {{short}}
  {{link}}
{{/each}}
{{#if more}}
… und {{more}} weitere.
{{/if}}

Alle Benachrichtigungen: {{link}}`,
    html: `<p>Guten Tag{{#if name}} {{name}}{{/if}},</p>
<p>das ist geschehen:</p>
<ul>
{{#each items}}
<li><a href="{{link}}">{{subject}}</a><br>{{short}}</li>
{{/each}}
</ul>
{{#if more}}<p>… und {{more}} weitere.</p>{{/if}}
<p><a class="button" href="{{link}}">Alle Benachrichtigungen</a></p>`,
  },
} satisfies Record<string, Texts>;
