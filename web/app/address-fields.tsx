import { type FormState, TextField } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { addressText } from '#web/text/address.ts';
import { useLanguage, useText } from '#web/text/language.ts';

const countries = ['DE', 'AT', 'CH', 'FR', 'NL', 'BE', 'LU', 'PL', 'CZ', 'DK', 'IT', 'ES'] as const;

/** The fields of an address, as it is written on parcels. */
export function AddressFields({ form }: { form: FormState }) {
  const t = useText(addressText);
  const language = useLanguage();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const country = String(form.values.country);
  const offered = [...new Set<string>([...countries, country])];
  return (
    <>
      <TextField form={form} name="name" label={t.name} autoComplete="name" />
      <TextField form={form} name="line1" label={t.line1} autoComplete="address-line1" />
      <TextField form={form} name="line2" label={t.line2} autoComplete="address-line2" optional />
      <div className="grid grid-cols-[8rem_1fr] gap-3">
        <TextField form={form} name="postcode" label={t.postcode} autoComplete="postal-code" />
        <TextField form={form} name="city" label={t.city} autoComplete="address-level2" />
      </div>
      <Select
        label={t.country}
        value={country}
        onChoose={chosen => form.set('country', chosen)}
        options={offered.map(value => ({ value, label: names.of(value) ?? value }))}
      />
      <TextField form={form} name="phone" label={t.phone} hint={t.phoneHint} type="tel" autoComplete="tel" optional />
    </>
  );
}
