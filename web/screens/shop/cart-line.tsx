import { Link } from '@tanstack/react-router';
import { Package } from 'lucide-react';
import { cart as service } from '#services/cart/contract';
import { fileUrl } from '#web/api/client.ts';
import { Button } from '#web/kit/button.tsx';
import { Stepper } from '#web/kit/controls.tsx';
import { day, money } from '#web/kit/format.ts';
import { Badge, Note } from '#web/kit/surface.tsx';
import { cartText } from '#web/text/cart.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';
import type { Cart } from './cart.ts';
import { useCartAction } from './cart-actions.ts';

const { moveToCart, removeItem, saveForLater, setQuantity } = service.endpoints;
type Item = Cart['items'][number];

/** One thing in the cart, and what is no longer as it was when it was put there. */
export function CartLine({ cart, item }: { cart: Cart; item: Item }) {
  const t = useText(cartText);
  const shop = useText(shopText);
  const language = useLanguage();
  const change = useCartAction(setQuantity, cart);
  const save = useCartAction(saveForLater, cart);
  const remove = useCartAction(removeItem, cart);
  const { line, drift } = item;
  const busy = change.isPending || save.isPending || remove.isPending;
  const quantity = change.isPending ? change.variables.quantity : item.quantity;
  return (
    <li className="flex gap-4 p-4">
      <div className="grid size-20 shrink-0 place-items-center overflow-hidden rounded-control bg-sunken text-soft">
        {line?.imageUrl ? (
          <img src={fileUrl(line.imageUrl)} alt="" className="size-full object-cover" />
        ) : (
          <Package size={28} aria-hidden />
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap justify-between gap-x-4">
          <div className="min-w-0">
            {line ? (
              <Link to="/products/$slug" params={{ slug: line.slug }} className="font-semibold hover:underline">
                {line.title}
              </Link>
            ) : (
              <p className="font-semibold text-soft">{t.unknown}</p>
            )}
            {line?.variantTitle && <p className="text-sm text-soft">{line.variantTitle}</p>}
            {line?.shipsFrom && <p className="text-sm text-soft">{shop.shipsFrom(day(line.shipsFrom, language))}</p>}
          </div>
          {line && <p className="font-semibold tabular-nums">{money(line.gross, language)}</p>}
        </div>
        {drift?.gone && <Note tone="bad">{t.gone}</Note>}
        {drift?.available != null && (
          <Note tone="warn">
            {t.fewer(drift.available)}{' '}
            {drift.available > 0 && (
              <button
                type="button"
                className="underline"
                onClick={() => change.mutate({ itemId: item.id, quantity: drift.available! })}
              >
                {t.take(drift.available)}
              </button>
            )}
          </Note>
        )}
        {drift?.price && (
          <Note tone={BigInt(drift.price.now.amount) < BigInt(drift.price.seen.amount) ? 'good' : 'warn'}>
            {t.drifted(money(drift.price.seen, language), money(drift.price.now, language))}
          </Note>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Stepper
            label={t.quantityOf(line?.title ?? t.unknown)}
            value={quantity}
            max={999}
            disabled={busy}
            onChange={next => change.mutate({ itemId: item.id, quantity: next })}
          />
          <span className="-ml-3 flex">
            <Button look="plain" size="small" busy={save.isPending} onClick={() => save.mutate({ itemId: item.id })}>
              {t.later}
            </Button>
            <Button
              look="plain"
              size="small"
              busy={remove.isPending}
              onClick={() => remove.mutate({ itemId: item.id })}
            >
              {t.remove}
            </Button>
          </span>
        </div>
      </div>
    </li>
  );
}

/** Something put aside, as it is sold now. */
export function SavedLine({ cart, item }: { cart: Cart; item: Item }) {
  const t = useText(cartText);
  const language = useLanguage();
  const { line } = item;
  const move = useCartAction(moveToCart, cart);
  const remove = useCartAction(removeItem, cart);
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 p-4">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {line ? (
            <Link to="/products/$slug" params={{ slug: line.slug }} className="hover:underline">
              {line.title}
            </Link>
          ) : (
            <span className="text-soft">{t.savedItem}</span>
          )}
          <Badge>{t.pieces(item.quantity)}</Badge>
        </p>
        {line && (
          <p className="text-sm text-soft">
            {line.variantTitle && `${line.variantTitle} · `}
            {money(line.gross, language)}
          </p>
        )}
      </div>
      <span className="flex gap-2">
        <Button look="quiet" size="small" busy={move.isPending} onClick={() => move.mutate({ itemId: item.id })}>
          {t.back}
        </Button>
        <Button look="plain" size="small" busy={remove.isPending} onClick={() => remove.mutate({ itemId: item.id })}>
          {t.remove}
        </Button>
      </span>
    </li>
  );
}
