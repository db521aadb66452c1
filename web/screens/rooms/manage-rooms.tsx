import { Link, useNavigate } from '@tanstack/react-router';
import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { money } from '#web/kit/format.ts';
import { NumberField } from '#web/kit/number-fields.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { roomsText } from '#web/text/rooms.ts';
import { KindArch } from './kinds.tsx';
import { useRefusal } from './refusal.ts';
import { priceInWords, type Resource } from './rules.ts';

const { createResource, listResources } = booking.endpoints;

/** What can be booked in the building, for its management. */
export default function ManageRooms() {
  const t = useText(manageRoomsText);
  const { current } = useBuildings();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t.rooms}
      lead={t.roomsLead}
      actions={
        <Button disabled={!current} onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
    >
      {current ? <List buildingId={current.id} /> : <Skeleton className="h-96 rounded-card" />}
      <Dialog open={adding} onOpenChange={setAdding} title={t.add} description={t.addLead}>
        {current && <Add buildingId={current.id} zone={current.zone} />}
      </Dialog>
    </Page>
  );
}

function List({ buildingId }: { buildingId: string }) {
  const t = useText(manageRoomsText);
  const { data, error, refetch } = useRead(listResources, { buildingId, withArchived: true });
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton className="h-96 rounded-card" />;
  if (data.items.length === 0)
    return (
      <Card>
        <Empty icon={<DoorOpen />} title={t.none}>
          {t.noneLead}
        </Empty>
      </Card>
    );
  const inOrder = data.items.toSorted((one, other) => Number(isArchived(one)) - Number(isArchived(other)));
  return (
    <ul className="flex flex-col gap-3">
      {inOrder.map(resource => (
        <li key={resource.id}>
          <ManagedRoom resource={resource} />
        </li>
      ))}
    </ul>
  );
}

const isArchived = ({ state }: Resource): boolean => state === 'archived';

function ManagedRoom({ resource }: { resource: Resource }) {
  const t = useText(manageRoomsText);
  const r = useText(roomsText);
  const language = useLanguage();
  return (
    <Card className="relative flex items-center gap-4 p-4 transition-colors hover:border-edge">
      <KindArch kind={resource.kind} />
      <div className="min-w-0 flex-1">
        <Link to="/manage/rooms/$resourceId" params={{ resourceId: resource.id }} className="font-semibold fills-card">
          {resource.name}
        </Link>
        <p className="text-sm text-soft">
          {[
            r.kinds[resource.kind],
            r.places(resource.capacity),
            priceInWords(resource, r, language),
            ...(resource.deposit.amount === '0' ? [] : [r.deposit(money(resource.deposit, language))]),
          ].join(' · ')}
        </p>
      </div>
      {resource.outOfOrder && <Badge tone="bad">{r.outOfOrder}</Badge>}
      {isArchived(resource) && <Badge>{t.archived}</Badge>}
    </Card>
  );
}

function Add({ buildingId, zone }: { buildingId: string; zone: string }) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const r = useText(roomsText);
  const navigate = useNavigate();
  const create = useAction(createResource, { refreshes: [listResources] });
  const form = useForm({
    schema: createResource.input.pick({ name: true, kind: true, description: true, capacity: true }),
    explain: refusal,
    initial: { name: '', kind: 'meeting_room', description: '', capacity: 1 },
    submit: async fields => {
      const { id } = await create.mutateAsync({ buildingId, zone, ...fields });
      await navigate({ to: '/manage/rooms/$resourceId', params: { resourceId: id } });
    },
  });
  return (
    <Form form={form} submit={t.add}>
      <TextField form={form} name="name" label={t.name} maxLength={120} />
      <SelectField
        form={form}
        name="kind"
        label={t.kind}
        options={createResource.input.shape.kind.options.map(value => ({ value, label: r.kinds[value] }))}
      />
      <NumberField form={form} name="capacity" label={t.capacity} hint={t.capacityHint} />
      <TextArea form={form} name="description" label={t.description} optional maxLength={5_000} />
    </Form>
  );
}
