import { Trash2 } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Form, type FormState, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { AmountField, NumberField } from '#web/kit/number-fields.tsx';
import { Select, SelectField } from '#web/kit/select.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { lengthOf } from './wall.ts';

const { getResource, listResources, updateResource } = booking.endpoints;
const fields = updateResource.input.omit({ resourceId: true, expectedVersion: true, state: true });

/** All terms of what can be booked. */
export function ResourceForm({ resource }: { resource: Resource }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const update = useAction(updateResource, { refreshes: [getResource, listResources] });
  const { id, version, fee, deposit } = resource;
  const known = Object.keys(fields.shape).map(name => [name, resource[name as keyof Resource]]);
  const form = useForm({
    schema: fields,
    explain: refusal,
    initial: { ...Object.fromEntries(known), fee: fee.amount, deposit: deposit.amount },
    submit: async values => {
      await update.mutateAsync({ resourceId: id, expectedVersion: version, ...values });
      toast(t.saved);
    },
  });
  return (
    <Card className="p-4 sm:p-5">
      <Form form={form} submit={t.save}>
        <h2 className="text-lg">{t.details}</h2>
        <TextField form={form} name="name" label={t.name} maxLength={120} />
        <TextArea form={form} name="description" label={t.description} optional maxLength={5_000} />
        <NumberField form={form} name="capacity" label={t.capacity} hint={t.capacityHint} />
        <Times form={form} />
        <Price form={form} />
        <Conditions form={form} />
      </Form>
    </Card>
  );
}

const slotLengths = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_440];
const pauses = [0, 15, 30, 45, 60, 90, 120, 180, 240, 720, 1_440];
const notices = [0, 60, 120, 360, 720, 1_440, 2_880, 4_320, 10_080, 20_160];

function Times({ form }: { form: FormState }) {
  const t = useText(manageRoomsText);
  return (
    <>
      <h2 className="mt-3 text-lg">{t.time}</h2>
      <div className="grid gap-4 sm:grid-cols-2">
        <MinutesField form={form} name="slotMinutes" label={t.slotMinutes} choices={slotLengths} />
        <NumberField form={form} name="maxSlots" label={t.maxSlots} />
        <MinutesField form={form} name="bufferBeforeMinutes" label={t.before} choices={pauses} />
        <MinutesField form={form} name="bufferAfterMinutes" label={t.after} choices={pauses} />
        <MinutesField form={form} name="minNoticeMinutes" label={t.notice} choices={notices} />
        <NumberField form={form} name="maxAheadDays" label={t.ahead} />
      </div>
    </>
  );
}

interface MinutesFieldProps {
  form: FormState;
  name: string;
  label: string;
  choices: readonly number[];
}

/** A length of time, one of the usual ones or what it is now. */
function MinutesField({ form, name, label, choices }: MinutesFieldProps) {
  const language = useLanguage();
  const now = Number(form.values[name]);
  const options = [...new Set([...choices, now])].toSorted((one, other) => one - other);
  return (
    <SelectField
      form={{ ...form, set: (_name, chosen) => form.set(name, Number(chosen)) }}
      name={name}
      label={label}
      options={options.map(minutes => ({
        value: String(minutes),
        label: minutes === 0 ? '–' : lengthOf(minutes, language),
      }))}
    />
  );
}

function Price({ form }: { form: FormState }) {
  const t = useText(manageRoomsText);
  return (
    <>
      <h2 className="mt-3 text-lg">{t.price}</h2>
      <div className="grid gap-4 sm:grid-cols-3">
        <AmountField form={form} name="fee" label={t.fee} hint={t.amountHint} />
        <SelectField
          form={form}
          name="feePer"
          label={t.feePer}
          options={(['booking', 'slot'] as const).map(value => ({ value, label: t.feePers[value] }))}
        />
        <AmountField form={form} name="deposit" label={t.deposit} hint={t.amountHint} />
      </div>
      <RefundSteps form={form} />
    </>
  );
}

/** A form about what is in one of its fields. */
const within = (form: FormState, part: object, change: (part: object) => void): FormState => ({
  ...form,
  values: part as FormState['values'],
  errorOf: () => undefined,
  leave: () => {},
  set: (name, value) => change({ ...part, [name]: value }),
});

function FieldError({ form, name }: { form: FormState; name: string }) {
  const error = form.errorOf(name);
  return error ? <p className="text-sm font-medium text-bad">{error}</p> : null;
}

const mostSteps = 10;

function RefundSteps({ form }: { form: FormState }) {
  const t = useText(manageRoomsText);
  const steps = form.values.refundSteps as Resource['refundSteps'];
  const become = (next: readonly object[]) => form.set('refundSteps', next);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-[0.9375rem] font-semibold">{t.refund}</legend>
      <p className="text-sm text-soft">{t.refundHint}</p>
      {steps.map((step, index) => {
        const part = within(form, step, next => become(steps.with(index, next as typeof step)));
        return (
          <fieldset key={String(index)} className="flex items-end gap-3" aria-label={t.step(index + 1)}>
            <div className="grid min-w-0 flex-1 grid-cols-2 items-end gap-3">
              <NumberField form={part} name="hoursBefore" label={t.hoursBefore} />
              <NumberField form={part} name="percent" label={t.percent} />
            </div>
            <IconButton
              label={t.removeStep(index + 1)}
              onClick={() => become(steps.filter((_step, other) => other !== index))}
            >
              <Trash2 size={18} aria-hidden />
            </IconButton>
          </fieldset>
        );
      })}
      <FieldError form={form} name="refundSteps" />
      {steps.length < mostSteps && (
        <Button
          look="outline"
          size="small"
          className="h-11 self-start"
          onClick={() => become([...steps, { hoursBefore: 48, percent: 50 }])}
        >
          {t.addStep}
        </Button>
      )}
    </fieldset>
  );
}

/** A text that is either there or not: emptied, there is none. */
const orNull = (form: FormState): FormState => ({
  ...form,
  set: (name, value) => form.set(name, value === '' ? null : value),
});

function Conditions({ form }: { form: FormState }) {
  const t = useText(manageRoomsText);
  const noShow = form.values.noShow as Resource['noShow'];
  return (
    <>
      <h2 className="mt-3 text-lg">{t.conditions}</h2>
      <Tick checked={form.values.approval === true} onTick={ticked => form.set('approval', ticked)}>
        {t.approval}
      </Tick>
      <TextArea form={orNull(form)} name="terms" label={t.terms} hint={t.termsHint} optional maxLength={20_000} />
      <Quota form={form} />
      <div>
        <Tick
          checked={noShow !== null}
          onTick={ticked => form.set('noShow', ticked ? { graceMinutes: 20, max: 3 } : null)}
        >
          {t.noShow}
        </Tick>
        {noShow && (
          <div className="mt-2 grid items-end gap-4 sm:grid-cols-2">
            <NumberField
              form={within(form, noShow, next => form.set('noShow', next))}
              name="graceMinutes"
              label={t.graceMinutes}
            />
            <NumberField form={within(form, noShow, next => form.set('noShow', next))} name="max" label={t.noShowMax} />
          </div>
        )}
        <FieldError form={form} name="noShow" />
      </div>
    </>
  );
}

function Quota({ form }: { form: FormState }) {
  const t = useText(manageRoomsText);
  const quota = form.values.quota as Resource['quota'];
  const of = quota?.of ?? 'none';
  return (
    <fieldset>
      <legend className="mb-1 text-[0.9375rem] font-semibold">{t.quota}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Select
          label={t.quotaOf}
          value={of}
          onChoose={chosen =>
            form.set('quota', chosen === 'none' ? null : { per: 'week', max: 2, ...quota, of: chosen })
          }
          options={(['none', 'person', 'unit'] as const).map(value => ({ value, label: t.quotaOfs[value] }))}
        />
        {quota && (
          <>
            <Select
              label={t.quotaPer}
              value={quota.per}
              onChoose={per => form.set('quota', { ...quota, per })}
              options={(['day', 'week', 'month'] as const).map(value => ({ value, label: t.quotaPers[value] }))}
            />
            <NumberField form={within(form, quota, next => form.set('quota', next))} name="max" label={t.quotaMax} />
          </>
        )}
      </div>
      <FieldError form={form} name="quota" />
    </fieldset>
  );
}
