import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, type FormState, TextField, useForm } from '#web/kit/form.tsx';
import { Badge, Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { drawText } from '#web/text/draws.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { shortDay } from './wall.ts';

const { getAvailability, listDraws, openDraw } = booking.endpoints;

/** Draws of what many want, and the way to open one. */
export function ManageDraws({ resource }: { resource: Resource }) {
  const t = useText(manageRoomsText);
  const d = useText(drawText);
  const language = useLanguage();
  const [opening, setOpening] = useState(false);
  const { data } = useRead(listDraws, { resourceId: resource.id, limit: 20 });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.draws}</h2>
      <p className="text-soft">{t.drawsLead}</p>
      {data?.items.length === 0 && <p className="mt-2 text-soft">{t.noDraws}</p>}
      <ul className="mt-2 divide-y divide-line">
        {data?.items.map(draw => (
          <li key={draw.id} className="flex min-h-12 items-center justify-between gap-3">
            <Link
              to="/draws/$drawId"
              params={{ drawId: draw.id }}
              className="min-w-0 py-2 font-semibold text-fig hover:underline"
            >
              {t.fromTo(shortDay(draw.firstDay, language), shortDay(draw.lastDay, language))}
            </Link>
            <Badge tone={draw.state === 'open' ? 'new' : 'plain'}>{d[draw.state]}</Badge>
          </li>
        ))}
      </ul>
      {opening ? (
        <OpenDraw resource={resource} done={() => setOpening(false)} />
      ) : (
        <Button look="outline" className="mt-3" onClick={() => setOpening(true)}>
          {t.openDraw}
        </Button>
      )}
    </Card>
  );
}

function OpenDraw({ resource, done }: { resource: Resource; done: () => void }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const { mutateAsync } = useAction(openDraw, { refreshes: [listDraws, getAvailability] });
  const form = useForm({
    schema: openDraw.input.pick({ firstDay: true, lastDay: true, closesAt: true }),
    explain: refusal,
    initial: { firstDay: '', lastDay: '', closesAt: '' },
    submit: async values => {
      await mutateAsync({ resourceId: resource.id, ...values });
      toast(t.drawOpened);
      done();
    },
  });
  return (
    <div className="mt-4 border-t border-line pt-4">
      <Form form={form} submit={t.openDraw}>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField form={form} name="firstDay" label={t.firstDay} type="date" />
          <TextField form={form} name="lastDay" label={t.lastDay} type="date" />
          <MomentField form={form} name="closesAt" label={t.closesAt} />
        </div>
      </Form>
    </div>
  );
}

/** A moment by the reader's clock, kept as the instant it is. */
function MomentField({ form, name, label }: { form: FormState; name: string; label: string }) {
  const [typed, setTyped] = useState('');
  const set = (_name: string, local: unknown) => {
    setTyped(String(local));
    form.set(name, local === '' ? '' : new Date(String(local)).toISOString());
  };
  return (
    <TextField
      form={{ ...form, values: { ...form.values, [name]: typed }, set }}
      name={name}
      label={label}
      type="datetime-local"
    />
  );
}
