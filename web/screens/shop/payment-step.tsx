import type { FormEvent } from 'react';
import { CodedError } from '#kernel/errors';
import { PaymentFields, usePaymentMethod } from '#web/app/payment-method.tsx';
import { Button } from '#web/kit/button.tsx';
import { money } from '#web/kit/format.ts';
import { Note } from '#web/kit/surface.tsx';
import { checkoutText } from '#web/text/checkout.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { type Cart, refreshCart } from './cart.ts';
import { driftOf, useCheckout } from './use-checkout.ts';

/** How it is paid, and the click that orders. */
export function PaymentStep({ cart }: { cart: Cart }) {
  const t = useText(checkoutText);
  const language = useLanguage();
  const chosen = usePaymentMethod();
  const checkout = useCheckout(cart);
  const total = cart.totals?.total;
  const send = (expectedTotal: typeof total) => {
    if (expectedTotal && chosen.method) checkout.mutate({ payment: chosen.method, expectedTotal });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(total);
  };
  const drift = driftOf(checkout.error);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <PaymentFields chosen={chosen} currency={cart.currency} />
      {drift ? (
        <Drifted
          expected={money(drift.expected, language)}
          total={money(drift.total, language)}
          busy={checkout.isPending}
          accept={() => send(drift.total)}
          decline={() => {
            checkout.reset();
            void refreshCart();
          }}
        />
      ) : (
        <>
          {checkout.error && <Refused error={checkout.error} />}
          <Button
            type="submit"
            size="large"
            busy={checkout.isPending}
            disabled={!total || !chosen.method || cart.state !== 'open'}
          >
            {total ? t.pay(money(total, language)) : t.noTotal}
          </Button>
          <p className="text-sm text-soft">{t.binding}</p>
        </>
      )}
    </form>
  );
}

interface DriftedProps {
  expected: string;
  total: string;
  busy: boolean;
  accept: () => void;
  decline: () => void;
}

/** The sum changed between the look and the click: nothing was charged, and the buyer decides. */
function Drifted({ expected, total, busy, accept, decline }: DriftedProps) {
  const t = useText(checkoutText);
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-card bg-warn-tint p-4 text-warn">
      <p className="font-semibold">{t.drifted}</p>
      <dl className="grid grid-cols-2 gap-1 tabular-nums">
        <dt>{t.expected}</dt>
        <dd className="text-right">{expected}</dd>
        <dt>{t.now}</dt>
        <dd className="text-right font-semibold">{total}</dd>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button busy={busy} onClick={accept}>
          {t.pay(total)}
        </Button>
        <Button look="outline" onClick={decline}>
          {t.notNow}
        </Button>
      </div>
    </div>
  );
}

function Refused({ error }: { error: Error }) {
  const t = useText(checkoutText);
  const problems = useText(problemText);
  const reason = error instanceof CodedError ? error.extras.reason : undefined;
  const own = reason && reason in t.refusals ? t.refusals[reason as keyof typeof t.refusals] : null;
  return (
    <Note tone="bad" role="alert">
      {own ?? sentenceFor(error, problems)}
    </Note>
  );
}
