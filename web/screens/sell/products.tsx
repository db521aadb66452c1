import { Link } from '@tanstack/react-router';
import { Package, Plus } from 'lucide-react';
import { useState } from 'react';
import { catalog } from '#services/catalog/contract';
import { useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Endless } from '#web/kit/endless.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Skeleton } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { sellText } from '#web/text/sell.ts';
import { SellPage, useVendorId } from './frame.tsx';

const { exportProducts, listOwnProducts } = catalog.endpoints;
const states = ['all', 'active', 'draft', 'archived'] as const;

export default function SellProducts() {
  const t = useText(sellText);
  const vendorId = useVendorId();
  return (
    <SellPage
      title={t.products}
      actions={
        vendorId && (
          <>
            <DownloadButton
              endpoint={exportProducts}
              input={{ vendorId, currency: 'EUR' }}
              name="products.csv"
              label={t.export}
            />
            <Button asChild>
              <Link to="/sell/products/new">
                <Plus size={18} aria-hidden /> {t.newProduct}
              </Link>
            </Button>
          </>
        )
      }
    >
      {id => <List vendorId={id} />}
    </SellPage>
  );
}

function List({ vendorId }: { vendorId: string }) {
  const t = useText(sellText);
  const [state, setState] = useState<(typeof states)[number]>('all');
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const list = useList(listOwnProducts, { vendorId, ...(state !== 'all' && { state }), ...(search && { search }) });
  return (
    <>
      <form
        className="mb-4 grid gap-3 sm:grid-cols-[1fr_14rem]"
        onSubmit={event => {
          event.preventDefault();
          setSearch(words.trim().slice(0, 80));
        }}
      >
        <input
          type="search"
          aria-label={t.find}
          placeholder={t.find}
          value={words}
          onChange={event => setWords(event.target.value)}
          className={`${controlClasses} h-11`}
        />
        <Select
          label={t.state}
          hideLabel
          value={state}
          onChoose={setState}
          options={states.map(value => ({ value, label: t.states[value] }))}
        />
      </form>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-64 rounded-card" />}
      {list.items?.length === 0 && (
        <Empty icon={<Package />} title={t.noProducts}>
          {t.noProductsLead}
        </Empty>
      )}
      <ul className="flex flex-col gap-2">
        {list.items?.map(each => (
          <li key={each.id} className="[contain-intrinsic-size:auto_5rem] [content-visibility:auto]">
            <Card className="relative flex items-center justify-between gap-4 p-4">
              <div className="min-w-0">
                <Link
                  to="/vendors/$vendorId/products/$productId"
                  params={{ vendorId, productId: each.id }}
                  className="font-semibold fills-card"
                >
                  {each.title}
                </Link>
                <p className="text-sm text-soft">
                  {t.variantsOf(each.variants)} · {t.onHandOf(each.onHand)}
                </p>
              </div>
              <Badge tone={each.state === 'active' ? 'good' : 'plain'}>{t.states[each.state]}</Badge>
            </Card>
          </li>
        ))}
      </ul>
      <Endless list={list} />
    </>
  );
}
