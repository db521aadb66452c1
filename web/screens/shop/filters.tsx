import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { ask } from '#web/api/client.ts';
import { keyOf } from '#web/api/queries.ts';
import { Tick } from '#web/kit/controls.tsx';
import { cx } from '#web/kit/cx.ts';
import { money } from '#web/kit/format.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { type Language, useLanguage, useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';
import { filtersOf, type ShopSearch } from './search.ts';

const { getFacets } = catalog.endpoints;
type Facets = OutputOf<typeof getFacets>;

/** How much there is of what; what stood there stays until the next is known. */
export function useFacets(search: ShopSearch) {
  const input = filtersOf(search);
  return useQuery({
    queryKey: keyOf(getFacets, input),
    queryFn: ({ signal }) => ask(getFacets, input, { signal }),
    placeholderData: keepPreviousData,
  });
}

interface FiltersProps {
  search: ShopSearch;
  facets: Facets | undefined;
  change: (to: Partial<Record<keyof ShopSearch, unknown>>) => void;
}

const euros = (amount: string, language: Language): string => money({ amount, currency: 'EUR' }, language);

/** A range of prices in words. */
export function useRange(): (from: string | undefined, to: string | undefined | null) => string {
  const t = useText(shopText);
  const language = useLanguage();
  return (from, to) => {
    if (from && to) return t.between(euros(from, language), euros(to, language));
    return from ? t.from(euros(from, language)) : t.upTo(euros(to ?? '0', language));
  };
}

export function Filters({ search, facets, change }: FiltersProps) {
  const t = useText(shopText);
  const range = useRange();
  if (!facets) return <Skeleton className="h-96 rounded-card" />;
  const options = Map.groupBy(facets.options, each => each.option.slice(0, each.option.indexOf('=')));
  const chosen = search.options ?? [];
  const flip = (option: string) => {
    const next = chosen.includes(option) ? chosen.filter(each => each !== option) : [...chosen, option];
    change({ options: next.length > 0 ? next : undefined });
  };
  return (
    <div className="flex flex-col gap-6">
      <Tick checked={search.stock ?? false} onTick={on => change({ stock: on || undefined })} className="font-semibold">
        <Row label={t.inStock} count={facets.inStock} />
      </Tick>
      <Group title={t.category}>
        {facets.categories.map(({ slug, title, count }) => (
          <Choice
            key={slug}
            chosen={search.category === slug}
            onChoose={() => change({ category: search.category === slug ? undefined : slug })}
          >
            <Row label={title} count={count} />
          </Choice>
        ))}
      </Group>
      <Group title={t.price}>
        {facets.prices.map(({ from, to, count }) => (
          <Choice
            key={from}
            chosen={search.min === from && search.max === (to ?? undefined)}
            onChoose={() =>
              change(search.min === from ? { min: undefined, max: undefined } : { min: from, max: to ?? undefined })
            }
          >
            <Row label={range(from, to)} count={count} />
          </Choice>
        ))}
      </Group>
      <Group title={t.vendor}>
        {facets.vendors.map(({ slug, name, count }) => (
          <Choice
            key={slug}
            chosen={search.vendor === slug}
            onChoose={() => change({ vendor: search.vendor === slug ? undefined : slug })}
          >
            <Row label={name} count={count} />
          </Choice>
        ))}
      </Group>
      {[...options].map(([name, values]) => (
        <Group key={name} title={name}>
          {values.map(({ option, count }) => (
            <Tick key={option} checked={chosen.includes(option)} onTick={() => flip(option)}>
              <Row label={option.slice(name.length + 1)} count={count} />
            </Tick>
          ))}
        </Group>
      ))}
      {facets.tags.length > 0 && (
        <Group title={t.tags}>
          {facets.tags.slice(0, 12).map(({ tag, count }) => (
            <Choice
              key={tag}
              chosen={search.tag === tag}
              onChoose={() => change({ tag: search.tag === tag ? undefined : tag })}
            >
              <Row label={tag} count={count} />
            </Choice>
          ))}
        </Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold text-soft">{title}</legend>
      <div className="max-h-72 overflow-y-auto">{children}</div>
    </fieldset>
  );
}

const Row = ({ label, count }: { label: string; count: number }) => (
  <span className="flex items-baseline justify-between gap-3">
    <span className="min-w-0">{label}</span>
    <span className="text-sm text-soft tabular-nums">{count}</span>
  </span>
);

const Choice = ({ chosen, onChoose, children }: { chosen: boolean; onChoose: () => void; children: ReactNode }) => (
  <button
    type="button"
    aria-pressed={chosen}
    onClick={onChoose}
    className={cx(
      'block min-h-11 w-full rounded-control px-3 py-2 text-left transition-colors',
      chosen ? 'bg-fig-tint font-semibold text-fig' : 'hover:bg-sunken',
    )}
  >
    {children}
  </button>
);

/** What is filtered by, each to take out. */
export function Chips({ search, facets, change }: FiltersProps) {
  const t = useText(shopText);
  const range = useRange();
  const titleOf = (slug: string) => facets?.categories.find(each => each.slug === slug)?.title ?? slug;
  const vendorOf = (slug: string) => facets?.vendors.find(each => each.slug === slug)?.name ?? slug;
  const chips: [string, Partial<Record<keyof ShopSearch, unknown>>][] = [
    ...(search.q ? [[`„${search.q}“`, { q: undefined, sort: undefined }] as [string, object]] : []),
    ...(search.category ? [[titleOf(search.category), { category: undefined }] as [string, object]] : []),
    ...(search.vendor ? [[vendorOf(search.vendor), { vendor: undefined }] as [string, object]] : []),
    ...(search.tag ? [[search.tag, { tag: undefined }] as [string, object]] : []),
    ...(search.min || search.max
      ? [[range(search.min, search.max), { min: undefined, max: undefined }] as [string, object]]
      : []),
    ...(search.stock ? [[t.inStock, { stock: undefined }] as [string, object]] : []),
    ...(search.options ?? []).map((option): [string, object] => {
      const rest = search.options!.filter(each => each !== option);
      return [option.replace('=', ': '), { options: rest.length > 0 ? rest : undefined }];
    }),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className="mb-4 flex flex-wrap gap-2">
      {chips.map(([label, without]) => (
        <li key={label}>
          <button
            type="button"
            aria-label={t.remove(label)}
            onClick={() => change(without)}
            className="inline-flex h-11 items-center gap-2 rounded-full bg-fig-tint px-4 text-[0.9375rem] font-semibold text-fig"
          >
            {label}
            <X size={16} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
