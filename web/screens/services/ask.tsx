import { useNavigate } from '@tanstack/react-router';
import { ImagePlus } from 'lucide-react';
import { z } from 'zod';
import { marketplace } from '#services/marketplace/contract';
import { ticket } from '#services/ticket/contract';
import { useAction, useList, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { orLeftOut } from '#web/kit/or-null.ts';
import { SelectField } from '#web/kit/select.tsx';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';
import { categories } from './listing.ts';

const { requestQuotes, listListings, listMyQuoteRequests } = marketplace.endpoints;

const fields = requestQuotes.input.pick({ category: true, description: true }).extend({
  title: orLeftOut(requestQuotes.input.shape.title),
  ticket: z.string(),
  listing: z.string(),
});

/** Asks for quotes: `?category=` and `?listing=` come from an offer, `?ticket=` from a ticket. */
export default function Ask() {
  const t = useText(servicesText);
  const navigate = useNavigate();
  const { current } = useBuildings();
  const given = new URLSearchParams(location.search);
  const { photos, uploading, add, remove } = usePhotos();
  const tickets = useRead(ticket.endpoints.listMyTickets, { limit: 50, state: 'active' });
  const { mutateAsync } = useAction(requestQuotes, { refreshes: [listMyQuoteRequests] });
  const category = categories.find(each => each === given.get('category'));
  const form = useForm({
    schema: fields,
    initial: {
      ...(category && { category }),
      title: '',
      description: '',
      ticket: given.get('ticket') ?? 'none',
      listing: given.get('listing') ?? 'all',
    },
    // A ticket brings its own title.
    check: values => (values.ticket === 'none' && !values.title ? { title: t.what } : ({} as Record<string, string>)),
    submit: async ({ ticket: ticketId, listing, title, description, category: kind }) => {
      const { id } = await mutateAsync({
        buildingId: current!.id,
        category: kind,
        ...(ticketId !== 'none' && { ticketId }),
        ...(title && { title }),
        ...(description && { description }),
        fileIds: photos.map(photo => photo.id),
        listingIds: listing === 'all' ? [] : [listing],
      });
      toast(t.sent);
      await navigate({ to: '/quote-requests/$requestId', params: { requestId: id } });
    },
  });
  const chosen = categories.find(each => each === form.values.category);
  const listings = useList(
    listListings,
    { buildingId: current?.id ?? '', limit: 100, ...(chosen && { category: chosen }) },
    { enabled: current != null && chosen !== undefined },
  );
  if (current === null) return <Empty icon={<ImagePlus />} title={t.noBuilding} />;
  if (!current)
    return (
      <Page title={t.ask} lead={t.askLead}>
        <Skeleton className="h-160 rounded-card" />
      </Page>
    );
  return (
    <Page title={t.ask} lead={t.askLead}>
      <Card className="p-4 sm:p-6">
        <Form form={form} submit={t.send}>
          <SelectField
            form={form}
            name="category"
            label={t.category}
            options={categories.map(value => ({ value, label: t.categories[value] }))}
          />
          <SelectField
            form={form}
            name="ticket"
            label={t.ticket}
            hint={t.ticketHint}
            options={[
              { value: 'none', label: t.noTicket },
              ...(tickets.data?.items ?? []).map(each => ({ value: each.id, label: each.title })),
            ]}
          />
          <TextField form={form} name="title" label={t.what} maxLength={140} optional={form.values.ticket !== 'none'} />
          <TextArea form={form} name="description" label={t.details} hint={t.detailsHint} optional maxLength={5_000} />
          <SelectField
            form={form}
            name="listing"
            label={t.to}
            options={[
              { value: 'all', label: t.everybody },
              ...(listings.items ?? []).map(each => ({ value: each.id, label: `${each.provider} – ${each.title}` })),
            ]}
          />
          <div>
            <PhotoPicker add={add}>
              {open => (
                <Button look="outline" busy={uploading} icon={<ImagePlus size={20} aria-hidden />} onClick={open}>
                  {t.photo}
                </Button>
              )}
            </PhotoPicker>
            <PhotoPreviews photos={photos} remove={remove} className="mt-3" />
          </div>
        </Form>
      </Card>
    </Page>
  );
}
