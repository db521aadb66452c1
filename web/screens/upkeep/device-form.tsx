import { z } from 'zod';
import { ticket } from '#services/ticket/contract';
import { useAction } from '#web/api/queries.ts';
import { Form, type FormState, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { upkeepText } from '#web/text/upkeep.ts';
import type { Device } from './devices.tsx';

const { addAsset, updateAsset, listAssets, listAssetHistory } = ticket.endpoints;
const rules = addAsset.input.shape;
export const deviceStates = rules.state.unwrap().options;

/** What is left empty is not known. */
const known = <T extends z.ZodType>(rule: T) => z.preprocess(value => (value === '' ? null : value), rule);
const fields = z.object({
  name: rules.name,
  kind: rules.kind,
  serial: known(rules.serial),
  place: z.string().trim().max(200),
  installedOn: known(rules.installedOn),
  warrantyUntil: known(rules.warrantyUntil),
  state: rules.state,
  notes: rules.notes,
});
type Said = z.output<typeof fields>;

const useDevice = (device: Device | null, save: (said: Said) => Promise<unknown>): FormState =>
  useForm({
    schema: fields,
    initial: {
      name: device?.name ?? '',
      kind: device?.kind ?? '',
      serial: device?.serial ?? '',
      place: device?.place?.text ?? '',
      installedOn: device?.installedOn ?? '',
      warrantyUntil: device?.warrantyUntil ?? '',
      state: device?.state ?? 'in_service',
      notes: device?.notes ?? '',
    },
    submit: save,
  });

function Fields({ form }: { form: FormState }) {
  const t = useText(upkeepText);
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="name" label={t.name} maxLength={140} autoComplete="off" />
      <TextField form={form} name="kind" label={t.kind} hint={t.kindHint} maxLength={60} autoComplete="off" />
      <TextField form={form} name="place" label={t.place} optional maxLength={200} autoComplete="off" />
      <TextField form={form} name="serial" label={t.serial} optional maxLength={80} autoComplete="off" />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="installedOn" label={t.installedOn} optional type="date" />
        <TextField form={form} name="warrantyUntil" label={t.warrantyUntil} optional type="date" />
      </div>
      <SelectField
        form={form}
        name="state"
        label={t.state}
        options={deviceStates.map(value => ({ value, label: t.states[value] }))}
      />
      <TextArea form={form} name="notes" label={t.notes} optional maxLength={2_000} />
    </Form>
  );
}

export function AddDevice({ buildingId, close }: { buildingId: string; close: () => void }) {
  const t = useText(upkeepText);
  const { mutateAsync } = useAction(addAsset, { refreshes: [listAssets], done: () => toast(t.saved) });
  const form = useDevice(null, async ({ place, ...said }) => {
    await mutateAsync({ buildingId, ...said, place: place ? { text: place } : null });
    close();
  });
  return <Fields form={form} />;
}

export function ChangeDevice({ device, close }: { device: Device; close: () => void }) {
  const t = useText(upkeepText);
  const { mutateAsync } = useAction(updateAsset, {
    refreshes: [listAssets, listAssetHistory],
    done: () => toast(t.saved),
  });
  const form = useDevice(device, async ({ place: text, ...said }) => {
    const seen = { assetId: device.id, expectedVersion: device.version };
    // Entrance and floor stay as they are known.
    const place = text ? { ...device.place, text } : null;
    await mutateAsync({ ...seen, ...said, place });
    close();
  });
  return <Fields form={form} />;
}
