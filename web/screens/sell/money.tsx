import { useState } from 'react';
import { payment } from '#services/payment/contract';
import { useList, useRead } from '#web/api/queries.ts';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Endless } from '#web/kit/endless.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { day, money } from '#web/kit/format.ts';
import { Select } from '#web/kit/select.tsx';
import { Card, Skeleton } from '#web/kit/surface.tsx';
import { type Language, useLanguage, useText } from '#web/text/language.ts';
import { sellText } from '#web/text/sell.ts';
import { SellPage } from './frame.tsx';

const { getStatement, getVendorBalance, listPayouts } = payment.endpoints;

/** What I am owed, what was paid out, and the papers on it. */
export default function SellMoney() {
  const t = useText(sellText);
  return <SellPage title={t.money}>{vendorId => <Books vendorId={vendorId} />}</SellPage>;
}

/** The last twelve months, the present one first. */
const months = (): string[] =>
  Array.from({ length: 12 }, (_, back) => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  });
const monthName = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01`),
  );

function Books({ vendorId }: { vendorId: string }) {
  const t = useText(sellText);
  const language = useLanguage();
  const balance = useRead(getVendorBalance, { vendorId });
  const payouts = useList(listPayouts, { vendorId });
  const [month, setMonth] = useState(() => months()[0]!);
  const statement = (format: 'pdf' | 'csv') => (
    <DownloadButton
      endpoint={getStatement}
      input={{ vendorId, month, currency: 'EUR', format }}
      name={`statement-${month}.${format}`}
      label={format.toUpperCase()}
    />
  );
  return (
    <div className="flex flex-col gap-6">
      <Card className="p-5">
        <h2 className="mb-1 text-lg">{t.owed}</h2>
        {balance.error && !balance.data && <Failed error={balance.error} retry={balance.refetch} />}
        {!balance.error && !balance.data && <Skeleton className="h-9 w-40" />}
        {balance.data?.items.length === 0 && <p className="text-soft">{t.nothingOwed}</p>}
        {balance.data?.items.map(each => (
          <p key={each.currency} className="font-display text-2xl font-semibold tabular-nums">
            {money(each, language)}
          </p>
        ))}
      </Card>
      <Card className="flex flex-wrap items-end gap-3 p-5">
        <div className="min-w-48 flex-1">
          <Select
            label={t.statement}
            value={month}
            onChoose={setMonth}
            options={months().map(value => ({ value, label: monthName(value, language) }))}
          />
        </div>
        {statement('pdf')}
        {statement('csv')}
      </Card>
      <section>
        <h2 className="mb-3 text-lg">{t.payouts}</h2>
        {payouts.error && !payouts.items && <Failed error={payouts.error} retry={payouts.refetch} />}
        {payouts.items?.length === 0 && <p className="text-soft">{t.noPayouts}</p>}
        <ul className="flex flex-col gap-2">
          {payouts.items?.map(each => (
            <li key={each.id}>
              <Card className="flex justify-between gap-3 p-4">
                <span>{day(each.createdAt, language)}</span>
                <span className="font-semibold tabular-nums">{money(each.amount, language)}</span>
              </Card>
            </li>
          ))}
        </ul>
        <Endless list={payouts} />
      </section>
    </div>
  );
}
