import { getRouteApi, Link } from '@tanstack/react-router';
import { Search, SlidersHorizontal, Store } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { catalog } from '#services/catalog/contract';
import { useList } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { Button } from '#web/kit/button.tsx';
import { cx } from '#web/kit/cx.ts';
import { Dialog } from '#web/kit/dialog.tsx';
import { Endless } from '#web/kit/endless.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Select } from '#web/kit/select.tsx';
import { Empty, Page } from '#web/kit/surface.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';
import { CartButton } from './cart-button.tsx';
import { Chips, Filters, useFacets } from './filters.tsx';
import { CardSkeleton, ProductCard } from './product-card.tsx';
import { filtersOf, type ShopSearch, type Sort, shopSearch } from './search.ts';

const route = getRouteApi('/open/shop');

export default function Shop() {
  const t = useText(shopText);
  const search = shopSearch(route.useSearch());
  const navigate = route.useNavigate();
  const facets = useFacets(search);
  const [filtering, setFiltering] = useState(false);
  const change = (to: Partial<Record<keyof ShopSearch, unknown>>) =>
    void navigate({ search: { ...search, ...to }, resetScroll: false });
  const parts = { search, facets: facets.data, change };
  return (
    <Page title={t.title} lead={t.lead} wide actions={<Ways />}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        {/* Another search in the address fills the field anew. */}
        <SearchField key={search.q} q={search.q ?? ''} find={q => change({ q: q || undefined, sort: undefined })} />
        <Button
          look="outline"
          icon={<SlidersHorizontal size={18} aria-hidden />}
          className="flex-1 desk:hidden"
          onClick={() => setFiltering(true)}
        >
          {t.filters}
        </Button>
        <div className="min-w-40 flex-1 desk:flex-none">
          <Select<Sort>
            label={t.sort}
            hideLabel
            value={search.sort ?? (search.q ? 'relevance' : 'newest')}
            onChoose={sort => change({ sort })}
            options={(
              ['newest', 'price', '-price', 'title', ...(search.q ? (['relevance'] as const) : [])] as const
            ).map(value => ({ value, label: t.sorts[value] }))}
          />
        </div>
      </div>
      <Chips {...parts} />
      <div className="desk:grid desk:grid-cols-[16rem_1fr] desk:gap-8">
        <aside className="hidden desk:block">
          <Filters {...parts} />
        </aside>
        <div className="min-w-0">
          <p role="status" className="mb-3 min-h-6 text-sm text-soft">
            {facets.data && t.found(facets.data.total)}
          </p>
          <Products search={search} />
        </div>
      </div>
      <Dialog open={filtering} onOpenChange={setFiltering} title={t.filters}>
        <Filters {...parts} />
        <div className="sticky bottom-0 mt-4 bg-surface pt-2">
          <Button className="w-full" onClick={() => setFiltering(false)}>
            {t.show(facets.data?.total ?? 0)}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

/** From here to what one bought and sells: the bar of a phone has no room for these. */
function Ways() {
  const t = useText(appText);
  const { state } = session;
  return (
    <>
      {state.status === 'in' && state.access.grants.some(({ role }) => role === 'vendor') && (
        <Button asChild look="plain">
          <Link to="/sell">{t.sell}</Link>
        </Button>
      )}
      {state.status === 'in' && (
        <Button asChild look="plain">
          <Link to="/orders">{t.orders}</Link>
        </Button>
      )}
      <CartButton />
    </>
  );
}

function SearchField({ q, find }: { q: string; find: (q: string) => void }) {
  const t = useText(shopText);
  const [words, setWords] = useState(q);
  const send = (event: FormEvent) => {
    event.preventDefault();
    find(words.trim().slice(0, 200));
  };
  return (
    <search className="w-full desk:w-auto desk:flex-1">
      <form onSubmit={send} className="flex gap-2">
        <input
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          value={words}
          onChange={event => setWords(event.target.value)}
          className={cx(controlClasses, 'h-11 min-w-0')}
        />
        <Button type="submit" look="quiet" aria-label={t.find}>
          <Search size={20} aria-hidden />
        </Button>
      </form>
    </search>
  );
}

const grid = 'grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 wide:grid-cols-4';

function Products({ search }: { search: ShopSearch }) {
  const t = useText(shopText);
  const sort =
    search.sort === 'relevance' && !search.q ? 'newest' : (search.sort ?? (search.q ? 'relevance' : 'newest'));
  const list = useList(catalog.endpoints.listProducts, { ...filtersOf(search), sort, limit: 24 });
  if (list.error && !list.items) return <Failed error={list.error} retry={list.refetch} />;
  if (!list.items)
    return (
      <div className={grid}>
        {Array.from({ length: 12 }, (_, index) => (
          <CardSkeleton key={String(index)} />
        ))}
      </div>
    );
  if (list.items.length === 0)
    return (
      <Empty icon={<Store />} title={t.none}>
        {t.noneLead}
      </Empty>
    );
  return (
    <>
      <ul className={grid}>
        {list.items.map(product => (
          <li key={product.id} className="[contain-intrinsic-size:auto_20rem] [content-visibility:auto]">
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
      <Endless list={list} />
    </>
  );
}
