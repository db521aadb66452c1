import { Link } from '@tanstack/react-router';
import { Package } from 'lucide-react';
import { memo } from 'react';
import type { OutputOf } from '#kernel/contract';
import type { catalog } from '#services/catalog/contract';
import { fileUrl } from '#web/api/client.ts';
import { money } from '#web/kit/format.ts';
import { Badge, Card, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';
import { Price } from './price.tsx';

export type Summary = OutputOf<typeof catalog.endpoints.listProducts>['items'][number];

/** A product in a list; all of it is its link. It is drawn again only when it changes: lists get long. */
export const ProductCard = memo(function ProductCard({ product }: { product: Summary }) {
  const t = useText(shopText);
  const language = useLanguage();
  const { from, to } = product.price;
  const only = product.variants.length === 1 ? product.variants[0] : undefined;
  return (
    <Card className="relative flex h-full flex-col overflow-hidden transition-shadow focus-within:shadow-raised hover:shadow-raised">
      <div className="grid aspect-square place-items-center bg-sunken text-soft">
        {product.imageUrl ? (
          <img src={fileUrl(product.imageUrl)} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <Package size={40} aria-hidden />
        )}
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3.5">
        <h2 className="font-sans text-base font-semibold">
          <Link to="/products/$slug" params={{ slug: product.slug }} className="fills-card">
            {product.title}
          </Link>
        </h2>
        <p className="truncate text-sm text-soft">{product.vendor.name}</p>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-2 gap-y-1 pt-1">
          {from.amount === to.amount ? (
            <Price price={from} prior={only?.priorPrice ?? null} />
          ) : (
            <p className="font-semibold tabular-nums">{t.from(money(from, language))}</p>
          )}
          {product.stock !== 'available' && (
            <Badge tone={product.stock === 'low' || product.stock === 'preorder' ? 'warn' : 'plain'}>
              {t.stock[product.stock]}
            </Badge>
          )}
        </div>
      </div>
    </Card>
  );
});

export const CardSkeleton = () => (
  <div className="flex flex-col">
    <Skeleton className="aspect-square rounded-card" />
    <Skeleton className="mt-3 h-5 w-3/4" />
    <Skeleton className="mt-2 h-5 w-1/2" />
  </div>
);
