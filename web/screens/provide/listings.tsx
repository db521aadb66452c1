import { useState } from 'react';
import { z } from 'zod';
import { marketplace } from '#services/marketplace/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { minorUnits } from '#web/kit/amount.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { SelectField } from '#web/kit/select.tsx';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { categories, priceRange } from '#web/screens/services/listing.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { provideText } from '#web/text/provide.ts';
import { servicesText } from '#web/text/services.ts';

const { listProviderListings, createListing, updateListing } = marketplace.endpoints;

/** What a provider offers, paused or not. */
export function Listings({ providerId }: { providerId: string }) {
  const t = useText(provideText);
  const s = useText(servicesText);
  const problems = useText(problemText);
  const language = useLanguage();
  const [creating, setCreating] = useState(false);
  const { data } = useRead(listProviderListings, { providerId });
  const update = useAction(updateListing, { refreshes: [listProviderListings] });
  // A new offer holds where the others do; the first one in the building that is looked at.
  const { current } = useBuildings();
  const known = [...new Set(data?.items.flatMap(({ buildingIds }) => buildingIds))];
  const buildingIds = known.length > 0 ? known : current ? [current.id] : [];
  return (
    <>
      <Button className="self-start" disabled={buildingIds.length === 0} onClick={() => setCreating(true)}>
        {t.newListing}
      </Button>
      {!data && <Skeleton className="h-28 rounded-card" />}
      {data?.items.map(listing => (
        <Card key={listing.id} className="p-4 sm:p-5">
          <div className="flex flex-wrap items-start justify-between gap-2">
            <h2 className="text-lg">{listing.title}</h2>
            {listing.state === 'paused' && <Badge>{t.paused}</Badge>}
          </div>
          <p className="text-soft">
            {s.categories[listing.category]} · {priceRange(listing, language)} {s.units[listing.unit]}
          </p>
          <Button
            look="outline"
            size="small"
            className="mt-3"
            onClick={() =>
              update.mutate(
                {
                  listingId: listing.id,
                  state: listing.state === 'active' ? 'paused' : 'active',
                  expectedVersion: listing.version,
                },
                { onError: error => toast(sentenceFor(error, problems), 'bad') },
              )
            }
          >
            {listing.state === 'active' ? t.pause : t.resume}
          </Button>
        </Card>
      ))}
      <Dialog open={creating} onOpenChange={setCreating} title={t.newListing}>
        <NewListing providerId={providerId} buildingIds={buildingIds} close={() => setCreating(false)} />
      </Dialog>
    </>
  );
}

const fields = createListing.input.pick({ category: true, title: true, description: true, unit: true }).extend({
  from: z.string().min(1),
  to: z.string().min(1),
  warranty: z.string(),
});

interface NewListingProps {
  providerId: string;
  buildingIds: string[];
  close: () => void;
}

function NewListing({ providerId, buildingIds, close }: NewListingProps) {
  const t = useText(provideText);
  const s = useText(servicesText);
  const { mutateAsync } = useAction(createListing, { refreshes: [listProviderListings] });
  const form = useForm({
    schema: fields,
    initial: { title: '', description: '', unit: 'fixed', from: '', to: '', warranty: '0' },
    check: values =>
      Object.fromEntries(
        ['from', 'to'].filter(name => minorUnits(String(values[name])) === null).map(name => [name, t.badPrice]),
      ),
    submit: async ({ from, to, warranty, ...rest }) => {
      await mutateAsync({
        providerId,
        ...rest,
        priceFrom: minorUnits(from)!,
        priceTo: minorUnits(to)!,
        warrantyDays: Number(warranty) || 0,
        buildingIds,
      });
      close();
    },
  });
  return (
    <Form form={form} submit={t.newListing}>
      <SelectField
        form={form}
        name="category"
        label={t.category}
        options={categories.map(value => ({ value, label: s.categories[value] }))}
      />
      <TextField form={form} name="title" label={t.listingTitle} maxLength={140} />
      <TextArea form={form} name="description" label={t.description} optional maxLength={5_000} />
      <div className="grid grid-cols-2 gap-3">
        <TextField form={form} name="from" label={t.priceFrom} inputMode="decimal" />
        <TextField form={form} name="to" label={t.priceTo} inputMode="decimal" />
        <SelectField
          form={form}
          name="unit"
          label={t.unit}
          options={(['hour', 'visit', 'fixed'] as const).map(value => ({ value, label: s.units[value] }))}
        />
        <TextField form={form} name="warranty" label={t.warrantyDays} inputMode="numeric" />
      </div>
    </Form>
  );
}
