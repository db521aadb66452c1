import type { Money } from '#kernel/contract';
import { cx } from '#web/kit/cx.ts';
import { money } from '#web/kit/format.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';

/** What something costs, and the lowest price of the time before, where it is reduced. */
export function Price({ price, prior, large = false }: { price: Money; prior: Money | null; large?: boolean }) {
  const t = useText(shopText);
  const language = useLanguage();
  return (
    <p>
      <span className={cx('font-semibold tabular-nums', large && 'font-display text-2xl')}>
        {money(price, language)}
      </span>
      {prior && large && <span className="mt-0.5 block text-sm text-soft">{t.prior(money(prior, language))}</span>}
      {prior && !large && <s className="ml-2 text-sm text-soft tabular-nums">{money(prior, language)}</s>}
    </p>
  );
}
