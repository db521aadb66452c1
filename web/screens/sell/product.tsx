import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Form, TextArea, TextField, useForm } from '#web/kit/form.tsx';
import { Badge, Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { sellText } from '#web/text/sell.ts';
import { AddVariant } from './add-variant.tsx';
import { Pictures } from './pictures.tsx';
import { VariantCard } from './variant.tsx';

const route = getRouteApi('/inside/vendors/$vendorId/products/$productId');
const { archiveProduct, getOwnProduct, listOwnProducts, publishProduct, restoreProduct, updateProduct } =
  catalog.endpoints;
type Own = OutputOf<typeof getOwnProduct>;

export default function SellProduct() {
  const t = useText(sellText);
  const input = route.useParams();
  const { data, error, refetch } = useRead(getOwnProduct, input);
  return (
    <Page
      title={data?.title ?? t.products}
      actions={
        <Button asChild look="plain">
          <Link to="/sell/products">
            <ArrowLeft size={18} aria-hidden /> {t.products}
          </Link>
        </Button>
      }
    >
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && <Skeleton className="h-96 rounded-card" />}
      {data && (
        <div className="flex flex-col gap-5">
          <Standing product={data} />
          <Card className="p-5">
            <Words key={data.version} product={data} />
          </Card>
          <h2 className="text-lg">{t.pictures}</h2>
          <Pictures product={data} />
          <h2 className="text-lg">{t.variants}</h2>
          {data.variants.map(variant => (
            <VariantCard key={variant.id} variant={variant} isLast={data.variants.length === 1} />
          ))}
          <AddVariant product={data} />
        </div>
      )}
    </Page>
  );
}

/** Whether it is on sale, and the way to change that. */
function Standing({ product }: { product: Own }) {
  const t = useText(sellText);
  const problems = useText(problemText);
  const refreshes = [getOwnProduct, listOwnProducts];
  const publish = useAction(publishProduct, { refreshes });
  const archive = useAction(archiveProduct, { refreshes });
  const restore = useAction(restoreProduct, { refreshes });
  const [action, label] = {
    draft: [publish, t.publish] as const,
    active: [archive, t.archive] as const,
    archived: [restore, t.restore] as const,
  }[product.state];
  const move = () =>
    action.mutate({ productId: product.id }, { onError: error => toast(sentenceFor(error, problems), 'bad') });
  return (
    <div className="flex items-center justify-between gap-3">
      <Badge tone={product.state === 'active' ? 'good' : 'plain'}>{t.states[product.state]}</Badge>
      <Button look={product.state === 'active' ? 'outline' : 'primary'} busy={action.isPending} onClick={move}>
        {label}
      </Button>
    </div>
  );
}

function Words({ product }: { product: Own }) {
  const t = useText(sellText);
  const update = useAction(updateProduct, { refreshes: [getOwnProduct, listOwnProducts], done: () => toast(t.saved) });
  const form = useForm({
    schema: updateProduct.input.pick({ title: true, description: true }),
    initial: { title: product.title, description: product.description },
    submit: values =>
      update.mutateAsync({
        productId: product.id,
        expectedVersion: product.version,
        ...(values.title !== undefined && { title: values.title }),
        ...(values.description !== undefined && { description: values.description }),
      }),
  });
  return (
    <Form form={form} submit={t.save}>
      <TextField form={form} name="title" label={t.name} />
      <TextArea form={form} name="description" label={t.description} hint={t.descriptionHint} />
    </Form>
  );
}
