import { Wallet } from 'lucide-react';
import type { Money, OutputOf } from '#kernel/contract';
import { payment } from '#services/payment/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Bars } from '#web/kit/bars.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Figure } from '#web/kit/figure.tsx';
import { money, tags } from '#web/kit/format.ts';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { type Language, useLanguage, useText } from '#web/text/language.ts';
import { manageMoneyText } from '#web/text/manage-money.ts';
import { sumsOf } from './sums.ts';

const { getBuildingMoney } = payment.endpoints;
type Overview = OutputOf<typeof getBuildingMoney>;
type Month = Overview['months'][number];

/** What the building earns with its rooms. */
export default function BuildingMoney() {
  const t = useText(manageMoneyText);
  const { current } = useBuildings();
  return (
    <Page title={t.title} lead={t.lead} wide>
      {current === undefined && <Skeleton className="h-96 rounded-card" />}
      {current && <OverviewOf buildingId={current.id} />}
    </Page>
  );
}

const monthName = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01`),
  );

function OverviewOf({ buildingId }: { buildingId: string }) {
  const t = useText(manageMoneyText);
  const language = useLanguage();
  const { data, error, refetch } = useRead(getBuildingMoney, { buildingId });
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const written = (amounts: readonly Money[]) => {
    const all = amounts.length > 0 ? amounts : [{ amount: '0', currency: 'EUR' }];
    return all.map(each => money(each, language)).join(' · ');
  };
  const over = (pick: (month: Month) => Money) => data && written(sumsOf(data.months.map(pick)));
  return (
    <>
      <div className="mb-4 grid gap-4 min-[30rem]:grid-cols-2 desk:grid-cols-4">
        <Figure label={t.owed} value={data && written(data.owed)} />
        <Figure label={t.deposits} value={data && written(data.deposits)} hint={t.depositsHint} />
        <Figure label={t.cameIn} value={over(({ cameIn }) => cameIn)} hint={t.inMonths} />
        <Figure label={t.givenBack} value={over(({ givenBack }) => givenBack)} hint={t.inMonths} />
      </div>
      {!data && <Skeleton className="h-80 rounded-card" />}
      {data?.months.length === 0 && (
        <Empty icon={<Wallet />} title={t.nothing}>
          {t.nothingLead}
        </Empty>
      )}
      {data && data.months.length > 0 && <Months months={data.months} />}
    </>
  );
}

function Months({ months }: { months: readonly Month[] }) {
  const t = useText(manageMoneyText);
  const language = useLanguage();
  return (
    <div className="grid items-start gap-4 desk:grid-cols-2">
      <Card className="p-4 sm:p-5">
        <h2 className="text-lg">{t.byMonth}</h2>
        <p className="mb-4 text-sm text-soft">{t.byMonthLead}</p>
        <Bars
          label={t.byMonth}
          bars={months.map(({ month, cameIn, givenBack }) => ({
            key: `${month} ${cameIn.currency}`,
            label: monthName(month, language),
            // Only the length of a bar; what is written stays exact.
            value: Number(cameIn.amount),
            bad: Math.min(Number(givenBack.amount), Number(cameIn.amount)),
            shown: money(cameIn, language),
          }))}
        />
      </Card>
      <Card>
        <ul className="divide-y divide-line">
          {months.map(each => (
            <li key={`${each.month} ${each.cameIn.currency}`} className="p-4 sm:px-5">
              <h3 className="mb-1 font-sans text-base font-semibold tracking-normal">
                {monthName(each.month, language)}
              </h3>
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 text-[0.9375rem]">
                <Line label={t.cameIn} amount={each.cameIn} />
                <Line label={t.givenBack} amount={each.givenBack} />
                <Line label={t.kept} amount={each.depositsKept} />
                <Line label={t.paidOut} amount={each.paidOut} />
              </dl>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Line({ label, amount }: { label: string; amount: Money }) {
  const language = useLanguage();
  return (
    <>
      <dt className="text-soft">{label}</dt>
      <dd className="text-right tabular-nums">{money(amount, language)}</dd>
    </>
  );
}
