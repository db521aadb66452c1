import { z } from 'zod';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { useAction } from '#web/api/queries.ts';
import { typedOf } from '#web/kit/amount.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';
import { eurosOf, pieceFields } from './amounts.ts';

const { archiveVariant, getOwnProduct, listOwnProducts, setPrices, setStock } = catalog.endpoints;
type Variant = OutputOf<typeof getOwnProduct>['variants'][number];
const refreshes = [getOwnProduct, listOwnProducts];
const priceForm = z.object({ price: pieceFields.price });
const stockForm = z.object({ onHand: pieceFields.onHand });

/** What a variant costs and how many are there; the last one of a product stays. */
export function VariantCard({ variant, isLast }: { variant: Variant; isLast: boolean }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const archive = useAction(archiveVariant, { refreshes });
  const remove = () =>
    archive.mutate({ variantId: variant.id }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return (
    <Card className="p-5">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h3>
          {variant.title ?? t.onlyVariant}{' '}
          {variant.sku && <span className="font-sans text-sm text-soft">{variant.sku}</span>}
        </h3>
        {!isLast && (
          <Button
            look="plain"
            size="small"
            busy={archive.isPending}
            onClick={remove}
            aria-label={`${t.archive}: ${variant.title}`}
          >
            {t.archive}
          </Button>
        )}
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <PriceForm key={variant.price?.amount} variant={variant} />
        {variant.tracked &&
          variant.inventory.map(place => (
            <StockForm key={`${place.locationId}${place.onHand}`} variant={variant} place={place} />
          ))}
      </div>
    </Card>
  );
}

function PriceForm({ variant }: { variant: Variant }) {
  const t = useText(sellText);
  const save = useAction(setPrices, { refreshes, done: () => toast(t.saved) });
  const form = useForm({
    schema: priceForm,
    initial: { price: variant.price ? typedOf(variant.price.amount) : '' },
    submit: ({ price }) => {
      const kept = variant.prices.map(each => ({ price: each.price, compareAt: each.compareAt?.amount ?? null }));
      const own = kept.find(each => each.price.currency === 'EUR');
      return save.mutateAsync({
        variantId: variant.id,
        // All prices are set at once: those in other currencies stay as they are.
        prices: [
          ...kept.filter(each => each.price.currency !== 'EUR'),
          { price: eurosOf(price), compareAt: own?.compareAt ?? null },
        ],
      });
    },
  });
  return (
    <Form form={form} submit={t.savePrice}>
      <TextField form={form} name="price" label={t.price} hint={t.priceHint} inputMode="decimal" />
    </Form>
  );
}

function StockForm({ variant, place }: { variant: Variant; place: Variant['inventory'][number] }) {
  const t = useText(sellText);
  const save = useAction(setStock, { refreshes, done: () => toast(t.saved) });
  const form = useForm({
    schema: stockForm,
    initial: { onHand: String(place.onHand) } as never,
    submit: ({ onHand }) =>
      save.mutateAsync({
        ...{ variantId: variant.id, locationId: place.locationId, onHand, reason: 'count', note: null },
        // Sold meanwhile: then it is counted again, not written over.
        expectedOnHand: place.onHand,
      }),
  });
  return (
    <Form form={form} submit={t.saveStock}>
      <TextField form={form} name="onHand" label={t.stock} hint={t.heldOf(place.held)} inputMode="numeric" />
    </Form>
  );
}
