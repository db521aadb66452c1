import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { z } from 'zod';
import { building } from '#services/building/contract';
import { ticket } from '#services/ticket/contract';
import { useAction, useList, useRead } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, type FormState, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { showsTickets } from '#web/screens/tickets/shown.ts';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';

const { openIncident, listIncidents, listAssets } = ticket.endpoints;

const ResourceTicks = lazy(() => import('./resource-ticks.tsx'));

interface OpenIncidentProps {
  open: boolean;
  close: () => void;
  buildingId: string;
  /** Reports with this cause. */
  ticketIds: readonly string[];
}

export function OpenIncident({ open, close, ...about }: OpenIncidentProps) {
  const t = useText(incidentText);
  return (
    <Dialog open={open} onOpenChange={close} title={t.begin} description={t.beginLead}>
      <Fields {...about} />
    </Dialog>
  );
}

const fields = openIncident.input
  .pick({ title: true, description: true, entranceIds: true, floorIds: true, resourceIds: true })
  .extend({ asset: z.string() });

function Fields({ buildingId, ticketIds }: Pick<OpenIncidentProps, 'buildingId' | 'ticketIds'>) {
  const t = useText(incidentText);
  const navigate = useNavigate();
  const assets = useList(listAssets, { buildingId, limit: 100 });
  const { mutateAsync } = useAction(openIncident, { refreshes: [listIncidents, ...showsTickets] });
  const form = useForm({
    schema: fields,
    initial: { title: '', description: '', entranceIds: [], floorIds: [], resourceIds: [], asset: 'none' },
    submit: async ({ asset, ...said }) => {
      const { id } = await mutateAsync({
        buildingId,
        ...said,
        assetId: asset === 'none' ? null : asset,
        ticketIds: [...ticketIds],
      });
      toast(t.begun);
      await navigate({ to: '/incidents/$incidentId', params: { incidentId: id } });
    },
  });
  const resources = form.values.resourceIds as string[];
  return (
    <Form form={form} submit={t.begin}>
      {ticketIds.length > 0 && <p className="text-soft">{t.asReports(ticketIds.length)}</p>}
      <TextField form={form} name="title" label={t.what} maxLength={140} autoComplete="off" />
      <TextArea form={form} name="description" label={t.details} optional maxLength={5_000} />
      <Concerned form={form} buildingId={buildingId} />
      <SelectField
        form={form}
        name="asset"
        label={t.device}
        options={[
          { value: 'none', label: t.noDevice },
          ...(assets.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Suspense>
        <ResourceTicks
          buildingId={buildingId}
          chosen={resources}
          flip={(id, on) => form.set('resourceIds', on ? [...resources, id] : resources.filter(each => each !== id))}
        />
      </Suspense>
    </Form>
  );
}

/** Entrances, and of those that are chosen perhaps only some floors. */
function Concerned({ form, buildingId }: { form: FormState; buildingId: string }) {
  const t = useText(incidentText);
  const { data: tree } = useRead(building.endpoints.getTree, { buildingId });
  const of = (name: string) => form.values[name] as string[];
  const flip = (name: string, id: string, on: boolean) =>
    form.set(name, on ? [...of(name), id] : of(name).filter(each => each !== id));
  return (
    <fieldset>
      <legend className="text-[0.9375rem] font-semibold">{t.where}</legend>
      <p className="text-sm text-soft">{t.whereHint}</p>
      {!tree && <Skeleton className="h-11" />}
      {tree?.entrances.map(({ id, label, floors }) => (
        <div key={id}>
          <Tick checked={of('entranceIds').includes(id)} onTick={on => flip('entranceIds', id, on)}>
            {t.entrance(label)}
          </Tick>
          {of('entranceIds').includes(id) && (
            <div className="ml-8 grid grid-cols-2">
              {floors.map(floor => (
                <Tick
                  key={floor.id}
                  checked={of('floorIds').includes(floor.id)}
                  onTick={on => flip('floorIds', floor.id, on)}
                >
                  {t.floorOf(label, floor.level)}
                </Tick>
              ))}
            </div>
          )}
        </div>
      ))}
    </fieldset>
  );
}
