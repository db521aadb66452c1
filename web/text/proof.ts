import { texts } from './language.ts';

export const proofText = texts(
  {
    title: 'Is it you?',
    lead: 'This concerns your account, so please confirm it once more. It then holds for ten minutes.',
    password: 'Your password',
    code: 'Code from your app',
    wrong: 'This is not your password.',
    go: 'Go on',
  },
  {
    title: 'Bist du es?',
    lead: 'Hier geht es um dein Konto, darum bestätige es bitte noch einmal. Das gilt dann zehn Minuten.',
    password: 'Dein Passwort',
    code: 'Code aus deiner App',
    wrong: 'Das ist nicht dein Passwort.',
    go: 'Weiter',
  },
);
