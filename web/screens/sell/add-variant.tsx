import { Plus } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { sellText } from '#web/text/sell.ts';
import { eurosOf, pieceFields } from './amounts.ts';

const { addVariant, getOwnProduct, listOwnProducts } = catalog.endpoints;
type Own = OutputOf<typeof getOwnProduct>;

/** Adds a variant to a product whose variants differ in something. */
export function AddVariant({ product }: { product: Own }) {
  const t = useText(sellText);
  const [open, setOpen] = useState(false);
  if (product.options.length === 0) return null;
  return (
    <>
      <Button look="outline" className="self-start" icon={<Plus size={18} aria-hidden />} onClick={() => setOpen(true)}>
        {t.addVariant}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.addVariant}>
        <Fields product={product} done={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Fields({ product, done }: { product: Own; done: () => void }) {
  const t = useText(sellText);
  const { options } = product;
  const add = useAction(addVariant, { refreshes: [getOwnProduct, listOwnProducts] });
  const value = addVariant.input.shape.options.unwrap().element;
  const form = useForm({
    schema: z.object({ ...Object.fromEntries(options.map((_, at) => [`option${at}`, value])), ...pieceFields }),
    initial: { price: '', onHand: '' as never },
    submit: async values => {
      await add.mutateAsync({
        productId: product.id,
        options: options.map((_, at) => (values as Record<string, unknown>)[`option${at}`] as string),
        price: eurosOf(values.price),
        onHand: values.onHand,
      });
      toast(t.saved);
      done();
    },
  });
  return (
    <Form form={form} submit={t.addVariant}>
      {options.map((name, at) => (
        <TextField key={name} form={form} name={`option${at}`} label={name} />
      ))}
      <TextField form={form} name="price" label={t.price} hint={t.priceHint} inputMode="decimal" />
      <TextField form={form} name="onHand" label={t.stock} inputMode="numeric" />
    </Form>
  );
}
