import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { catalog } from '#services/catalog/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { PhotoPicker, PhotoPreviews } from '#web/app/photo-picker.tsx';
import { usePhotos } from '#web/app/photos.ts';
import { Button } from '#web/kit/button.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';
import { eurosOf, pieceFields } from './amounts.ts';
import { combine, type TypedOption } from './combine.ts';
import { SellPage } from './frame.tsx';
import { OptionFields } from './option-fields.tsx';

const { addImage, createProduct, listCategories, listOwnProducts } = catalog.endpoints;
const productForm = z.object({
  title: createProduct.input.shape.title,
  description: createProduct.input.shape.description,
  ...pieceFields,
});

export default function NewProduct() {
  const t = useText(sellText);
  return (
    <SellPage
      title={t.newProduct}
      actions={
        <Button asChild look="plain">
          <Link to="/sell/products">
            <ArrowLeft size={18} aria-hidden /> {t.products}
          </Link>
        </Button>
      }
    >
      {vendorId => (
        <Card className="p-5">
          <Fields vendorId={vendorId} />
        </Card>
      )}
    </SellPage>
  );
}

function Fields({ vendorId }: { vendorId: string }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const navigate = useNavigate();
  const [options, setOptions] = useState<readonly TypedOption[]>([]);
  const [categoryId, setCategoryId] = useState('');
  const { photos, uploading, add, remove } = usePhotos();
  const create = useAction(createProduct, { refreshes: [listOwnProducts] });
  const picture = useAction(addImage);
  const form = useForm({
    schema: productForm,
    initial: { title: '', description: '', price: '', onHand: '' as never },
    submit: async ({ title, description, price, onHand }) => {
      const product = await create.mutateAsync({
        ...{ vendorId, title, description, categoryIds: categoryId ? [categoryId] : [] },
        options: options.map(({ name }) => name.trim()),
        variants: combine(options).map(values => ({ options: values, price: eurosOf(price), onHand })),
      });
      // The product is there; a picture that is refused can be added on its page.
      for (const { id: fileId } of photos)
        await picture
          .mutateAsync({ productId: product.id, fileId, alt: title })
          .catch(error => toast(sentenceFor(error, problems), 'bad'));
      await navigate({
        to: '/vendors/$vendorId/products/$productId',
        params: { vendorId, productId: product.id },
      });
    },
  });
  return (
    <Form form={form} submit={t.createDraft}>
      <TextField form={form} name="title" label={t.name} />
      <TextArea form={form} name="description" label={t.description} hint={t.descriptionHint} optional />
      <Category value={categoryId} onChoose={setCategoryId} />
      <div>
        <PhotoPreviews photos={photos} remove={remove} className="mb-3" />
        <PhotoPicker add={add}>
          {open => (
            <Button look="outline" busy={uploading} icon={<ImagePlus size={18} aria-hidden />} onClick={open}>
              {t.addPicture}
            </Button>
          )}
        </PhotoPicker>
      </div>
      <OptionFields options={options} onChange={setOptions} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="price" label={t.price} hint={t.priceHint} inputMode="decimal" />
        <TextField form={form} name="onHand" label={t.stock} hint={t.stockHint} inputMode="numeric" />
      </div>
    </Form>
  );
}

interface CategoryNode {
  id: string;
  title: string;
  children: CategoryNode[];
}

/** The categories of all levels, each with those it lies in. */
const levelsOf = (nodes: readonly CategoryNode[], above = ''): { value: string; label: string }[] =>
  nodes.flatMap(({ id, title, children }) => [
    { value: id, label: above + title },
    ...levelsOf(children, `${above}${title} › `),
  ]);

function Category({ value, onChoose }: { value: string; onChoose: (categoryId: string) => void }) {
  const t = useText(sellText);
  const { data } = useRead(listCategories, {});
  const options = levelsOf((data?.items ?? []) as CategoryNode[]);
  return (
    <Select label={t.category} value={value} onChoose={onChoose} options={[{ value: '', label: t.none }, ...options]} />
  );
}
