// How something is paid, wherever one pays: by card or on the provider's page, with gift cards and store credit before.

import { useState } from 'react';
import { payment } from '#services/payment/contract';
import { useRead } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { Tick } from '#web/kit/controls.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { money } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { paymentText } from '#web/text/payment.ts';

const { getPaymentOptions, getStoreCredit, listPaymentMethods } = payment.endpoints;
type Way = 'card' | 'redirect';

/** The tokens the sandbox's provider takes; a card number never comes near the app. */
const testCards = ['tok_visa', 'tok_insufficient_funds', 'tok_expired_card', 'tok_timeout_success'] as const;

/** What is chosen in `PaymentFields`; `method` is what the API takes, null until it is known what there is to choose. */
export function usePaymentMethod() {
  const t = useText(paymentText);
  const signedIn = session.state.status === 'in';
  const cards = useRead(listPaymentMethods, {}, { enabled: signedIn });
  const offered = useRead(getPaymentOptions, {});
  const [way, setWay] = useState<Way>('card');
  const [chosen, setToken] = useState<string>();
  const [giftCard, setGiftCard] = useState('');
  const [storeCredit, setStoreCredit] = useState(false);
  const options = [
    ...(cards.data?.items ?? []).map(each => ({ value: each.token, label: `${each.brand} •••• ${each.last4}` })),
    ...(offered.data?.testCards ? testCards : []).map(value => ({ value: value as string, label: t.cards[value] })),
  ];
  const card = chosen ?? options[0]?.value ?? null;
  // Without a card that is kept the provider's own page asks for one.
  const taken: Way = card === null ? 'redirect' : way;
  const code = giftCard.trim().toUpperCase();
  const known = !offered.isPending && !(signedIn && cards.isPending);
  return {
    ...{ way: taken, setWay, card, setToken, giftCard, setGiftCard, storeCredit, setStoreCredit, options },
    method: known
      ? { kind: taken, token: taken === 'card' ? card : null, giftCards: code ? [code] : [], storeCredit }
      : null,
  };
}

/** The controls of `usePaymentMethod`. */
export function PaymentFields({ chosen, currency }: { chosen: ReturnType<typeof usePaymentMethod>; currency: string }) {
  const t = useText(paymentText);
  const language = useLanguage();
  const credit = useRead(getStoreCredit, {}, { enabled: session.state.status === 'in' });
  if (!chosen.method) return <Skeleton className="h-64" />;
  const mine = credit.data?.items.find(each => each.currency === currency && each.amount !== '0');
  return (
    <>
      <fieldset>
        <legend className="sr-only">{t.payment}</legend>
        {chosen.card && (
          <Tick kind="radio" name="way" checked={chosen.way === 'card'} onTick={() => chosen.setWay('card')}>
            {t.card}
          </Tick>
        )}
        <Tick kind="radio" name="way" checked={chosen.way === 'redirect'} onTick={() => chosen.setWay('redirect')}>
          {t.redirect}
        </Tick>
      </fieldset>
      {chosen.way === 'card' && chosen.card && (
        <Select label={t.whichCard} value={chosen.card} onChoose={chosen.setToken} options={chosen.options} />
      )}
      <div>
        <label htmlFor="gift-card" className="mb-1.5 block text-[0.9375rem] font-semibold">
          {t.giftCard}
        </label>
        <input
          id="gift-card"
          value={chosen.giftCard}
          onChange={event => chosen.setGiftCard(event.target.value)}
          autoComplete="off"
          className={`${controlClasses} h-12`}
        />
      </div>
      {mine && (
        <Tick checked={chosen.storeCredit} onTick={chosen.setStoreCredit}>
          {t.credit(money(mine, language))}
        </Tick>
      )}
    </>
  );
}
