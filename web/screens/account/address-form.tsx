import { z } from 'zod';
import { profile } from '#services/profile/contract';
import { useAction } from '#web/api/queries.ts';
import { AddressFields } from '#web/app/address-fields.tsx';
import { useMe } from '#web/app/me.ts';
import { Tick } from '#web/kit/controls.tsx';
import { Form, useForm } from '#web/kit/form.tsx';
import { orNull } from '#web/kit/or-null.ts';
import { toast } from '#web/kit/toast.tsx';
import { addressText } from '#web/text/address.ts';
import { useText } from '#web/text/language.ts';
import type { Address } from './addresses.tsx';

const { addAddress, updateAddress, listAddresses } = profile.endpoints;
const rules = addAddress.input.shape;
const typed = z.object({ ...rules, line2: orNull(rules.line2), phone: orNull(rules.phone) });

/** A new address, or one that is written anew. */
export function AddressForm({ address, done }: { address?: Address; done: () => void }) {
  const t = useText(addressText);
  const { data: me } = useMe();
  const refreshes = [listAddresses];
  const add = useAction(addAddress, { refreshes });
  const update = useAction(updateAddress, { refreshes });
  const { id, version, createdAt: _, ...known } = address ?? ({} as Partial<Address>);
  const form = useForm({
    schema: typed,
    initial: { name: me?.name ?? '', country: 'DE', line1: '', postcode: '', city: '', ...known },
    submit: async values => {
      if (id && version) await update.mutateAsync({ addressId: id, expectedVersion: version, ...values });
      else await add.mutateAsync(values);
      toast(t.saved);
      done();
    },
  });
  return (
    <Form form={form} submit={t.save}>
      <AddressFields form={form} />
      <div>
        <Tick
          checked={form.values.forShipping === true}
          onTick={ticked => form.set('forShipping', ticked)}
          aria-describedby="address-usual"
        >
          {t.forShipping}
        </Tick>
        <Tick checked={form.values.forBilling === true} onTick={ticked => form.set('forBilling', ticked)}>
          {t.forBilling}
        </Tick>
        <p id="address-usual" className="text-sm text-soft">
          {t.shippingHint}
        </p>
      </div>
    </Form>
  );
}
