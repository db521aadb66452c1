import { Link, useNavigate } from '@tanstack/react-router';
import { ImagePlus, KeyRound } from 'lucide-react';
import { z } from 'zod';
import { building } from '#services/building/contract';
import { gateway } from '#services/gateway/contract';
import { ticket } from '#services/ticket/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Tick } from '#web/kit/controls.tsx';
import { Form, type FormState, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';
import { CategoryChoice } from './category-choice.tsx';
import { KnownIncidents, useKnownIncidents } from './known-incidents.tsx';
import { type Place, usePlaces } from './places.ts';

const { openTicket, listMyTickets, listBoard, countTickets } = ticket.endpoints;

const fields = openTicket.input
  .pick({ categoryId: true, title: true, description: true, urgent: true })
  .extend({ where: z.string(), unitId: z.string(), place: z.string().trim().max(200) });

/** Reports what is broken, in under a minute. */
export default function NewTicket() {
  const t = useText(ticketText);
  const places = usePlaces();
  const buildingId = places?.likely?.buildingId;
  // Shown above the form, which would make way for it later.
  const { isPending } = useKnownIncidents(buildingId);
  const known = buildingId !== undefined && isPending ? undefined : places;
  return (
    <Page title={t.newTitle} lead={t.newLead}>
      {!known && <Skeleton className="h-160 rounded-card" />}
      {known && !known.likely && (
        <Card>
          <Empty
            icon={<KeyRound />}
            title={t.noHome}
            action={
              <Button asChild>
                <Link to="/homes">{t.joinHome}</Link>
              </Button>
            }
          >
            {t.noHomeLead}
          </Empty>
        </Card>
      )}
      {known?.likely && <Report places={known.places} likely={known.likely} />}
    </Page>
  );
}

function useReport(places: readonly Place[], likely: Place) {
  const t = useText(ticketText);
  const navigate = useNavigate();
  const photos = usePhotos();
  const { mutateAsync } = useAction(openTicket, {
    refreshes: [listMyTickets, listBoard, countTickets, gateway.endpoints.getHome],
  });
  const placeOf = (value: unknown): Place => places.find(each => each.value === value) ?? likely;
  const form = useForm({
    schema: fields,
    initial: {
      where: likely.value,
      categoryId: '',
      title: '',
      description: '',
      urgent: false,
      place: '',
      unitId: '',
    },
    check: ({ where, place, unitId }) => {
      const { kind } = placeOf(where);
      const missing: Record<string, string> = photos.uploading ? { photos: t.uploading } : {};
      if (kind === 'area' && !String(place).trim()) missing.place = t.placeHint;
      if (kind === 'other' && !unitId) missing.unitId = t.home;
      return missing;
    },
    submit: async ({ where, place, unitId, ...said }) => {
      const { kind, buildingId, ...home } = placeOf(where);
      const { id } = await mutateAsync({
        ...said,
        buildingId,
        ...(kind === 'area' ? { place: { text: place } } : { unitId: home.unitId ?? unitId }),
        fileIds: photos.photos.map(photo => photo.id),
      });
      toast(t.sent);
      await navigate({ to: '/tickets/$ticketId', params: { ticketId: id } });
    },
  });
  return { form, photos, place: placeOf(form.values.where) };
}

function Report({ places, likely }: { places: readonly Place[]; likely: Place }) {
  const t = useText(ticketText);
  const { form, photos, place } = useReport(places, likely);
  return (
    <div className="flex flex-col gap-4">
      <KnownIncidents buildingId={place.buildingId} />
      <Card className="p-4 sm:p-6">
        <Form form={form} submit={t.send} wide>
          <Where form={form} places={places} place={place} />
          <CategoryChoice
            buildingId={place.buildingId}
            value={String(form.values.categoryId)}
            onChoose={id => form.set('categoryId', id)}
            error={form.errorOf('categoryId')}
          />
          <TextField form={form} name="title" label={t.what} hint={t.whatHint} maxLength={140} autoComplete="off" />
          <TextArea form={form} name="description" label={t.details} hint={t.detailsHint} optional maxLength={5_000} />
          <div>
            <PhotoPicker add={photos.add}>
              {open => (
                <Button
                  look="outline"
                  busy={photos.uploading}
                  icon={<ImagePlus size={20} aria-hidden />}
                  onClick={open}
                >
                  {t.photo}
                </Button>
              )}
            </PhotoPicker>
            <PhotoPreviews photos={photos.photos} remove={photos.remove} className="mt-3" />
            {form.errorOf('photos') && (
              <p role="status" className="mt-1.5 text-sm text-soft">
                {t.uploading}
              </p>
            )}
          </div>
          <Tick checked={form.values.urgent === true} onTick={on => form.set('urgent', on)}>
            <span className="block font-semibold">{t.isUrgent}</span>
            <span className="block text-sm text-soft">{t.isUrgentLead}</span>
          </Tick>
          {form.values.urgent === true && (
            <Note tone="warn" role="status">
              {t.emergency}
            </Note>
          )}
          <p className="text-[0.9375rem] text-soft">
            <span className="font-semibold text-ink">{t.next}.</span> {t.nextLead}
          </p>
        </Form>
      </Card>
    </div>
  );
}

function Where({ form, places, place }: { form: FormState; places: readonly Place[]; place: Place }) {
  const t = useText(ticketText);
  const labelOf = ({ kind, building: name, unit }: Place): string => {
    if (kind === 'home') return `${name}, ${unit}`;
    return kind === 'area' ? t.commonArea(name) : t.otherHome(name);
  };
  const choose = (value: string) => {
    // Categories belong to a building.
    if (places.find(each => each.value === value)?.buildingId !== place.buildingId) form.set('categoryId', '');
    form.set('where', value);
  };
  return (
    <>
      <Choices
        label={t.where}
        value={place.value}
        onChoose={choose}
        options={places.map(each => ({ value: each.value, label: labelOf(each) }))}
      />
      {place.kind === 'area' && (
        <TextField form={form} name="place" label={t.place} hint={t.placeHint} maxLength={200} autoComplete="off" />
      )}
      {place.kind === 'other' && <Units form={form} buildingId={place.buildingId} />}
    </>
  );
}

/** Every home of the building, for staff who report what somebody told them. */
function Units({ form, buildingId }: { form: FormState; buildingId: string }) {
  const t = useText(ticketText);
  const { data: tree } = useRead(building.endpoints.getTree, { buildingId });
  if (!tree) return <Skeleton className="h-18" />;
  const units = tree.entrances.flatMap(({ floors }) => floors.flatMap(floor => floor.units));
  return (
    <SelectField
      form={form}
      name="unitId"
      label={t.home}
      options={units.map(({ id, label }) => ({ value: id, label }))}
    />
  );
}
