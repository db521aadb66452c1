import { useState } from 'react';
import { z } from 'zod';
import type { InputOf, OutputOf } from '#kernel/contract';
import { cart as service } from '#services/cart/contract';
import { iam } from '#services/iam/contract';
import { profile } from '#services/profile/contract';
import { useRead } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { AddressFields } from '#web/app/address-fields.tsx';
import { Button } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { orNull } from '#web/kit/or-null.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { checkoutText } from '#web/text/checkout.ts';
import { useText } from '#web/text/language.ts';
import type { Cart } from './cart.ts';
import { useCartAction } from './cart-actions.ts';

const { setAddress } = service.endpoints;
type Address = InputOf<typeof setAddress>['address'];
type Saved = OutputOf<typeof profile.endpoints.listAddresses>['items'][number];

const rules = setAddress.input.shape.address.shape;
const typed = z.object({
  email: setAddress.input.shape.email,
  name: rules.name,
  line1: rules.line1,
  line2: orNull(rules.line2),
  postcode: rules.postcode,
  city: rules.city,
  country: rules.country,
  phone: orNull(rules.phone),
});

/** Shipping takes the parts of a country by their codes only. */
const regionOf = (region: string | null): string | null => (region && /^[A-Z0-9]{1,3}$/.test(region) ? region : null);
const ofSaved = ({ name, company, line1, line2, postcode, city, region, country, phone, unitId }: Saved): Address => ({
  ...{ name, company, line1, line2, postcode, city, country, phone, unitId },
  region: regionOf(region),
});

/** Where it goes: one of the addresses one keeps, or another. */
export function AddressStep({ cart, done }: { cart: Cart; done: () => void }) {
  const signedIn = session.state.status === 'in';
  const saved = useRead(profile.endpoints.listAddresses, {}, { enabled: signedIn });
  const me = useRead(iam.endpoints.getMe, {}, { enabled: signedIn });
  if (signedIn && (saved.isPending || me.isPending)) return <Skeleton className="h-96" />;
  const email = cart.email ?? me.data?.email ?? '';
  return <Choose cart={cart} saved={saved.data?.items ?? []} email={email} done={done} />;
}

function Choose({ cart, saved, email, done }: { cart: Cart; saved: Saved[]; email: string; done: () => void }) {
  const t = useText(checkoutText);
  const usual = saved.find(each => each.forShipping) ?? saved[0];
  const [chosen, setChosen] = useState(cart.address ? null : (usual?.id ?? null));
  const set = useCartAction(setAddress, cart);
  const address = saved.find(each => each.id === chosen);
  return (
    <div className="flex flex-col gap-4">
      {saved.length > 0 && (
        <fieldset>
          <legend className="sr-only">{t.address}</legend>
          {saved.map(each => (
            <Tick
              key={each.id}
              kind="radio"
              name="saved-address"
              checked={chosen === each.id}
              onTick={() => setChosen(each.id)}
            >
              <span className="font-semibold">{each.name}</span>
              <span className="block text-sm text-soft">
                {each.line1}, {each.postcode} {each.city}
              </span>
            </Tick>
          ))}
          <Tick kind="radio" name="saved-address" checked={chosen === null} onTick={() => setChosen(null)}>
            {t.otherAddress}
          </Tick>
        </fieldset>
      )}
      {address ? (
        <Button
          size="large"
          busy={set.isPending}
          onClick={() => set.mutate({ email, address: ofSaved(address) } as never, { onSuccess: done })}
        >
          {t.toShipping}
        </Button>
      ) : (
        <Typed cart={cart} email={email} done={done} />
      )}
    </div>
  );
}

function Typed({ cart, email, done }: { cart: Cart; email: string; done: () => void }) {
  const t = useText(checkoutText);
  const set = useCartAction(setAddress, cart, { quiet: true });
  const form = useForm({
    schema: typed,
    initial: {
      ...{ email, name: cart.address?.name ?? '', line1: cart.address?.line1 ?? '', line2: cart.address?.line2 ?? '' },
      ...{ postcode: cart.address?.postcode ?? '', city: cart.address?.city ?? '' },
      ...{ country: cart.address?.country ?? 'DE', phone: cart.address?.phone ?? '' },
    },
    submit: async ({ email: to, ...address }) => {
      await set.mutateAsync({ email: to, address } as never);
      done();
    },
  });
  return (
    <Form form={form} submit={t.toShipping}>
      <TextField form={form} name="email" label={t.email} hint={t.emailHint} type="email" autoComplete="email" />
      <AddressFields form={form} />
    </Form>
  );
}
