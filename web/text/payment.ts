import { texts } from './language.ts';

/** How one pays, wherever that is. */
export const paymentText = texts(
  {
    payment: 'How you pay',
    card: 'By card',
    redirect: 'On the page of the payment provider',
    whichCard: 'Card',
    cards: {
      tok_visa: 'Test card: is accepted',
      tok_insufficient_funds: 'Test card: is declined, no money on it',
      tok_expired_card: 'Test card: is declined, too old',
      tok_timeout_success: 'Test card: the answer comes later',
    },
    giftCard: 'Gift card, if you have one',
    credit: (amount: string) => `Use my store credit (${amount})`,
  },
  {
    payment: 'Wie du zahlst',
    card: 'Mit Karte',
    redirect: 'Auf der Seite des Zahlungsanbieters',
    whichCard: 'Karte',
    cards: {
      tok_visa: 'Testkarte: wird angenommen',
      tok_insufficient_funds: 'Testkarte: wird abgelehnt, nicht gedeckt',
      tok_expired_card: 'Testkarte: wird abgelehnt, abgelaufen',
      tok_timeout_success: 'Testkarte: die Antwort kommt später',
    },
    giftCard: 'Geschenkkarte, wenn du eine hast',
    credit: amount => `Mein Guthaben nutzen (${amount})`,
  },
);
