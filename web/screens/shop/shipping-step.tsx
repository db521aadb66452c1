import { useState } from 'react';
import { cart as service } from '#services/cart/contract';
import { Button } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { day, moment, money } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Note } from '#web/kit/surface.tsx';
import { checkoutText } from '#web/text/checkout.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import type { Cart } from './cart.ts';
import { useCartAction } from './cart-actions.ts';

/** How it is sent, with what that costs and when it comes; some ways come in a slot one chooses. */
export function ShippingStep({ cart, done }: { cart: Cart; done: () => void }) {
  const t = useText(checkoutText);
  const language = useLanguage();
  const methods = cart.totals?.methods ?? [];
  const [methodId, setMethodId] = useState(
    methods.find(each => each.methodId === cart.methodId)?.methodId ?? methods[0]?.methodId,
  );
  const [slotId, setSlotId] = useState(cart.slotId ?? '');
  const choose = useCartAction(service.endpoints.chooseShipping, cart);
  const method = methods.find(each => each.methodId === methodId);
  const slots = method?.slots.filter(each => each.left > 0) ?? [];
  const slot = slots.find(each => each.id === slotId) ?? slots[0];
  if (methods.length === 0) return <Note tone="warn">{t.noShipping}</Note>;
  return (
    <div className="flex flex-col gap-4">
      <fieldset>
        <legend className="sr-only">{t.shipping}</legend>
        {methods.map(each => (
          <Tick
            key={each.methodId}
            kind="radio"
            name="method"
            checked={each.methodId === methodId}
            onTick={() => setMethodId(each.methodId)}
          >
            <span className="flex justify-between gap-3 font-semibold">
              {each.name}
              <span className="tabular-nums">{money(each.amount, language)}</span>
            </span>
            <span className="block text-sm text-soft">
              {t.arrives(day(each.earliest, language), day(each.latest, language))}
            </span>
          </Tick>
        ))}
      </fieldset>
      {slot && (
        <Select
          label={t.slot}
          value={slot.id}
          onChoose={setSlotId}
          options={slots.map(each => ({
            value: each.id,
            label: `${moment(each.from, language)} – ${moment(each.until, language)}`,
          }))}
        />
      )}
      <Button
        size="large"
        busy={choose.isPending}
        disabled={!method}
        onClick={() => choose.mutate({ methodId: methodId!, slotId: slot?.id ?? null }, { onSuccess: done })}
      >
        {t.toPayment}
      </Button>
    </div>
  );
}
