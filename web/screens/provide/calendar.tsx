import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { z } from 'zod';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { IconButton } from '#web/kit/button.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { day, span } from '#web/kit/format.ts';
import { SelectField } from '#web/kit/select.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { provideText } from '#web/text/provide.ts';

const { getCalendar, addWindow, removeWindow } = marketplace.endpoints;
const dayMs = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const fields = z.object({ weekday: z.string().min(1), from: z.string().min(1), to: z.string().min(1) });

/** When a provider works, and what is booked. */
export function Calendar({ providerId }: { providerId: string }) {
  const t = useText(provideText);
  const language = useLanguage();
  const { data } = useRead(getCalendar, { providerId, from: dayFrom(0), to: dayFrom(14) });
  const remove = useAction(removeWindow, { refreshes: [getCalendar] });
  const { mutateAsync } = useAction(addWindow, { refreshes: [getCalendar] });
  const form = useForm({
    schema: fields,
    initial: { weekday: '1', from: '08:00', to: '17:00' },
    submit: ({ weekday, from, to }) => mutateAsync({ providerId, weekday: Number(weekday), from, to }),
  });
  return (
    <>
      <Card className="p-4 sm:p-5">
        <h2 className="mb-3 text-lg">{t.visits}</h2>
        {!data && <Skeleton className="h-16" />}
        {data?.visits.length === 0 && <p className="text-soft">{t.noVisits}</p>}
        <ul className="flex flex-col gap-2">
          {data?.visits.map(visit => (
            <li key={visit.id}>
              <Link
                to="/jobs/$jobId"
                params={{ jobId: visit.jobId }}
                className="block rounded-2xl bg-sunken px-4 py-2.5"
              >
                <span className="block font-semibold">{visit.title}</span>
                <span className="text-soft">{span(visit, data.zone, language)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <Card className="p-4 sm:p-5">
        <h2 className="mb-3 text-lg">{t.hours}</h2>
        <ul className="mb-4 divide-y divide-line">
          {data?.windows.map(each => (
            <li key={each.id} className="flex items-center justify-between gap-3">
              <span>
                {each.kind === 'open'
                  ? `${t.weekdays[each.weekday as (typeof weekdays)[number]]}, ${each.from} – ${each.to}`
                  : `${t.closed}: ${day(each.firstDay!, language)} – ${day(each.lastDay!, language)}`}
              </span>
              <IconButton label={t.remove} onClick={() => remove.mutate({ windowId: each.id })}>
                <Trash2 size={18} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
        <Form form={form} submit={t.addHours}>
          <div className="grid gap-3 sm:grid-cols-3">
            <SelectField
              form={form}
              name="weekday"
              label={t.weekday}
              options={weekdays.map(value => ({ value: String(value), label: t.weekdays[value] }))}
            />
            <TextField form={form} name="from" label={t.from} type="time" />
            <TextField form={form} name="to" label={t.to} type="time" />
          </div>
        </Form>
      </Card>
    </>
  );
}
