import type { Money } from '#kernel/contract';
import { money } from '#web/kit/format.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';

export const plus = (one: Money, other: Money): Money => ({
  amount: String(BigInt(one.amount) + BigInt(other.amount)),
  currency: one.currency,
});

/** What a booking costs: the fee, the deposit, and both; that it is free where it is. */
export function PriceRows({ fee, deposit }: { fee: Money; deposit: Money }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const total = plus(fee, deposit);
  if (total.amount === '0') return <p className="font-semibold">{t.free}</p>;
  const rows = [
    [t.fee, fee],
    [t.depositRow, deposit],
  ] as const;
  return (
    <dl className="flex flex-col gap-1">
      {rows
        .filter(([, { amount }]) => amount !== '0')
        .map(([label, amount]) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-soft">{label}</dt>
            <dd className="tabular-nums">{money(amount, language)}</dd>
          </div>
        ))}
      <div className="mt-1 flex justify-between gap-4 border-t border-line pt-2 font-semibold">
        <dt>{t.total}</dt>
        <dd className="tabular-nums">{money(total, language)}</dd>
      </div>
    </dl>
  );
}
