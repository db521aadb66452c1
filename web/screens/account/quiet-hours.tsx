import { useId } from 'react';
import type { OutputOf } from '#kernel/contract';
import { notification } from '#services/notification/contract';
import { useAction } from '#web/api/queries.ts';
import { Choices } from '#web/kit/choices.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { controlClasses, Form, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { notificationSettingsText } from '#web/text/notification-settings.ts';

const { getSettings, setSettings } = notification.endpoints;
type Settings = OutputOf<typeof getSettings>;
type Hours = NonNullable<Settings['quietHours']>;
type Digest = Settings['emailDigest'];

/** Begun with when the hours are switched on. */
const usual: Hours = { from: '22:00', to: '07:00' };

export function QuietHours({ settings }: { settings: Settings }) {
  const t = useText(notificationSettingsText);
  const { mutateAsync } = useAction(setSettings, { refreshes: [getSettings] });
  const form = useForm({
    schema: setSettings.input,
    initial: settings,
    submit: async values => {
      await mutateAsync(values);
      toast(t.saved);
    },
  });
  const quiet = form.values.quietHours as Hours | null;
  return (
    <Form form={form} submit={t.save}>
      <Tick checked={quiet !== null} onTick={ticked => form.set('quietHours', ticked ? usual : null)}>
        <span className="font-semibold">{t.quietHours}</span>
        <span className="block text-sm text-soft">{t.quietHoursLead}</span>
      </Tick>
      {quiet && (
        <div className="grid max-w-sm grid-cols-2 gap-3">
          <Clock label={t.from} value={quiet.from} onChange={from => form.set('quietHours', { ...quiet, from })} />
          <Clock label={t.to} value={quiet.to} onChange={to => form.set('quietHours', { ...quiet, to })} />
        </div>
      )}
      <Choices<Digest>
        label={t.digest}
        value={form.values.emailDigest as Digest}
        onChoose={digest => form.set('emailDigest', digest)}
        options={(['immediate', 'hourly', 'daily'] as const).map(value => ({ value, label: t.digests[value] }))}
      />
    </Form>
  );
}

function Clock({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-[0.9375rem] font-semibold">
        {label}
      </label>
      <input
        id={id}
        type="time"
        required
        value={value}
        onChange={event => onChange(event.target.value)}
        className={`${controlClasses} h-12`}
      />
    </div>
  );
}
