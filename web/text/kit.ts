import { texts } from './language.ts';

export const kitText = texts(
  {
    close: 'Close',
    retry: 'Try again',
    more: 'Show more',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    optional: 'optional',
    loading: 'Loading',
    removePhoto: 'Remove the photo',
    choose: 'Please choose',
    less: 'One less',
    plus: 'One more',
    copied: 'Copied',
    notCopied: 'This browser lets nothing be copied from here. Mark the text and copy it by hand.',
  },
  {
    close: 'Schließen',
    retry: 'Noch einmal versuchen',
    more: 'Mehr anzeigen',
    showPassword: 'Passwort zeigen',
    hidePassword: 'Passwort verbergen',
    optional: 'freiwillig',
    loading: 'Wird geladen',
    removePhoto: 'Foto entfernen',
    choose: 'Bitte wählen',
    less: 'Eins weniger',
    plus: 'Eins mehr',
    copied: 'Kopiert',
    notCopied: 'Dieser Browser lässt hier nichts kopieren. Markiere den Text und kopiere ihn von Hand.',
  },
);
