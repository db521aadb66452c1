import { Link } from '@tanstack/react-router';
import { ReceiptText } from 'lucide-react';
import { payment } from '#services/payment/contract';
import { useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { day, money } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { paymentTone } from './payment-tone.ts';

const { getInvoice, listInvoices, listPayments } = payment.endpoints;

/** All I paid, for goods, bookings and jobs, and the papers on it. */
export default function Payments() {
  const t = useText(orderText);
  const language = useLanguage();
  const payments = useList(listPayments, {});
  const invoices = useList(listInvoices, {});
  return (
    <Page title={t.payments} lead={t.paymentsLead}>
      {payments.error && !payments.items && <Failed error={payments.error} retry={payments.refetch} />}
      {!payments.error && !payments.items && <Skeleton className="h-64 rounded-card" />}
      {payments.items?.length === 0 && <Empty icon={<ReceiptText />} title={t.noPayments} />}
      <ul className="flex flex-col gap-3">
        {payments.items?.map(each => (
          <li key={each.id}>
            <Card className="relative flex items-center justify-between gap-4 p-4">
              <div className="min-w-0">
                <Link to="/payments/$paymentId" params={{ paymentId: each.id }} className="font-semibold fills-card">
                  {each.orderNumber}
                </Link>
                <p className="text-sm text-soft">{day(each.createdAt, language)}</p>
              </div>
              <div className="flex flex-col items-end gap-1">
                <span className="font-semibold tabular-nums">{money(each.amount, language)}</span>
                <Badge tone={paymentTone(each.state)}>{t.paymentStates[each.state]}</Badge>
              </div>
            </Card>
          </li>
        ))}
      </ul>
      {payments.hasNextPage && <More list={payments} />}
      <h2 className="mt-8 mb-3 text-lg">{t.invoices}</h2>
      {invoices.items?.length === 0 && <p className="text-soft">{t.noInvoices}</p>}
      <ul className="flex flex-col gap-3">
        {invoices.items?.map(each => (
          <li key={each.id}>
            <Card className="flex flex-wrap items-center justify-between gap-3 p-4">
              <div>
                <p className="font-semibold">
                  {each.number} {each.kind === 'credit_note' && <Badge>{t.creditNote}</Badge>}
                </p>
                <p className="text-sm text-soft">
                  {day(each.issuedAt, language)} · {money(each.total, language)}
                </p>
              </div>
              <DownloadButton
                endpoint={getInvoice}
                input={{ invoiceId: each.id }}
                name={`${each.number}.pdf`}
                label="PDF"
                size="small"
              />
            </Card>
          </li>
        ))}
      </ul>
      {invoices.hasNextPage && <More list={invoices} />}
    </Page>
  );
}

function More({ list }: { list: { isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> } }) {
  const t = useText(orderText);
  return (
    <Button look="outline" className="mt-4" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t.more}
    </Button>
  );
}
