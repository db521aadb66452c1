import { money } from '#web/kit/format.ts';
import { Skeleton } from '#web/kit/surface.tsx';
import { cartText } from '#web/text/cart.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import type { Cart } from './cart.ts';

/** The sums of a cart, by the reckoning the order is charged by. */
export function Totals({ totals }: { totals: Cart['totals'] | undefined }) {
  const t = useText(cartText);
  const language = useLanguage();
  if (totals === undefined) return <Skeleton className="h-36" />;
  if (totals === null) return <p className="text-soft">{t.noTotals}</p>;
  const rows: [string, string][] = [
    [t.subtotal, money(totals.subtotal, language)],
    ...(totals.discount.amount === '0'
      ? []
      : [
          [t.discount, money({ ...totals.discount, amount: `-${totals.discount.amount}` }, language)] as [
            string,
            string,
          ],
        ]),
    [t.shipping, totals.shipping ? money(totals.shipping, language) : t.shippingLater],
    [totals.taxIncluded ? t.taxIncluded : t.tax, money(totals.tax, language)],
  ];
  return (
    <dl className="flex flex-col gap-2">
      {rows.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="text-soft">{label}</dt>
          <dd className="text-right tabular-nums">{value}</dd>
        </div>
      ))}
      <div className="mt-1 flex justify-between gap-4 border-t border-line pt-3 text-lg font-semibold">
        <dt>{t.total}</dt>
        <dd className="tabular-nums">{money(totals.total, language)}</dd>
      </div>
    </dl>
  );
}
