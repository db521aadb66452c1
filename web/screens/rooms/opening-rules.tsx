import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { cx } from '#web/kit/cx.ts';
import { Form, type FormState, TextField, useForm } from '#web/kit/form.tsx';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { nameOf, ruleInWords, type Weekday, weekdays, weekly } from './opening.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { todayIn } from './wall.ts';

const { addRule, getAvailability, getResource, listRules, removeRule } = booking.endpoints;
const refreshes = [listRules, getAvailability, getResource] as const;

/** When it is open, and when it is closed all the same. */
export function OpeningRules({ resource }: { resource: Resource }) {
  const t = useText(manageRoomsText);
  const language = useLanguage();
  const refusal = useRefusal();
  const [adding, setAdding] = useState(false);
  const { data } = useRead(listRules, { resourceId: resource.id });
  const remove = useAction(removeRule, { refreshes });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.hours}</h2>
      <p className="text-soft">{t.hoursLead}</p>
      {!data && <Skeleton className="mt-3 h-20" />}
      {data?.items.length === 0 && <p className="mt-3 font-semibold text-warn">{t.noRules}</p>}
      <ul className="mt-2 divide-y divide-line">
        {data?.items.map(rule => {
          const said = ruleInWords(rule, t, language);
          return (
            <li key={rule.id} className="flex items-center gap-3 py-1">
              <Badge tone={rule.kind === 'open' ? 'good' : 'warn'}>{t.kinds[rule.kind]}</Badge>
              <span className="min-w-0 flex-1">
                {said}
                {rule.name && <span className="block text-sm text-soft">{rule.name}</span>}
              </span>
              <IconButton
                label={`${t.remove}: ${said}`}
                onClick={() => remove.mutate({ ruleId: rule.id }, { onError: error => toast(refusal(error), 'bad') })}
              >
                <Trash2 size={18} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {adding ? (
        <AddRule resource={resource} done={() => setAdding(false)} />
      ) : (
        <Button look="outline" className="mt-3" onClick={() => setAdding(true)}>
          {t.addRule}
        </Button>
      )}
    </Card>
  );
}

const kinds = ['open', 'closed'] as const;
const repeats = ['weekly', 'once'] as const;
const workdays: readonly Weekday[] = weekdays.slice(0, 5);

function AddRule({ resource, done }: { resource: Resource; done: () => void }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const [repeat, setRepeat] = useState<(typeof repeats)[number]>('weekly');
  const [days, setDays] = useState<readonly Weekday[]>(workdays);
  const { mutateAsync } = useAction(addRule, { refreshes });
  const form = useForm({
    schema: addRule.input.pick({ kind: true, name: true, firstDay: true, lastDay: true, from: true, to: true }),
    initial: {
      ...{ kind: 'open', name: '', firstDay: todayIn(resource.zone), lastDay: null },
      ...{ from: '08:00', to: '20:00' },
    },
    explain: refusal,
    check: () => (repeat === 'weekly' && days.length === 0 ? { days: t.noWeekday } : {}),
    submit: async values => {
      const several = values.lastDay !== null && values.lastDay > values.firstDay;
      const rrule = repeat === 'weekly' ? weekly(days) : several ? 'FREQ=DAILY' : null;
      await mutateAsync({ resourceId: resource.id, ...values, rrule, ...(rrule === null && { lastDay: null }) });
      done();
    },
  });
  return (
    <div className="mt-4 border-t border-line pt-4">
      <Form form={form} submit={t.addRule}>
        <Choices
          label={t.ruleKind}
          value={form.values.kind as (typeof kinds)[number]}
          onChoose={kind => form.set('kind', kind)}
          options={kinds.map(value => ({ value, label: t.kinds[value] }))}
        />
        <Choices
          label={t.repeats}
          value={repeat}
          onChoose={setRepeat}
          options={repeats.map(value => ({ value, label: t.repeat[value] }))}
        />
        {repeat === 'weekly' && <Weekdays days={days} onChange={setDays} error={form.errorOf('days')} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField form={form} name="from" label={t.from} type="time" step={900} hint={t.badClock} />
          <TextField form={form} name="to" label={t.to} type="time" step={900} hint={t.toHint} />
          <TextField form={form} name="firstDay" label={t.firstDay} type="date" />
          <TextField form={noneIfEmpty(form)} name="lastDay" label={t.lastDay} type="date" optional />
        </div>
        <TextField form={form} name="name" label={t.ruleName} optional maxLength={120} />
      </Form>
    </div>
  );
}

/** A day that need not be given. */
const noneIfEmpty = (form: FormState): FormState => ({
  ...form,
  set: (name, value) => form.set(name, value === '' ? null : value),
});

interface WeekdaysProps {
  days: readonly Weekday[];
  onChange: (days: readonly Weekday[]) => void;
  error: string | undefined;
}

function Weekdays({ days, onChange, error }: WeekdaysProps) {
  const t = useText(manageRoomsText);
  const language = useLanguage();
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t.weekdays}</legend>
      <div className="flex flex-wrap gap-1.5">
        {weekdays.map(day => {
          const chosen = days.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={chosen}
              aria-label={nameOf(day, language, 'long')}
              onClick={() => onChange(chosen ? days.filter(each => each !== day) : [...days, day])}
              className={cx(
                'h-11 min-w-11 rounded-full px-3 text-[0.9375rem] font-semibold transition-colors',
                chosen ? 'bg-fig text-on-fig' : 'bg-sunken text-soft hover:text-ink',
              )}
            >
              {nameOf(day, language)}
            </button>
          );
        })}
      </div>
      {error && <p className="mt-1.5 text-sm font-medium text-bad">{error}</p>}
    </fieldset>
  );
}
