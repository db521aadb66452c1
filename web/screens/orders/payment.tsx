import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { payment } from '#services/payment/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { DownloadButton } from '#web/kit/download-button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment, money } from '#web/kit/format.ts';
import { Badge, Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { paymentTone } from './payment-tone.ts';

const route = getRouteApi('/inside/payments/$paymentId');
const { getInvoice, getPayment } = payment.endpoints;

/** One payment: by what means, what came back, and its papers. */
export default function PaymentScreen() {
  const t = useText(orderText);
  const language = useLanguage();
  const { paymentId } = route.useParams();
  const { data, error, refetch } = useRead(getPayment, { paymentId });
  return (
    <Page
      title={data ? t.paymentOf(data.orderNumber) : t.payments}
      lead={data ? moment(data.createdAt, language) : ' '}
      actions={
        <Button asChild look="plain">
          <Link to="/payments">
            <ArrowLeft size={18} aria-hidden /> {t.payments}
          </Link>
        </Button>
      }
    >
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && <Skeleton className="h-64 rounded-card" />}
      {data && (
        <div className="flex flex-col gap-5">
          <Card className="flex flex-col gap-2 p-5">
            <div className="flex items-center justify-between gap-3">
              <span className="font-display text-2xl font-semibold tabular-nums">{money(data.amount, language)}</span>
              <Badge tone={paymentTone(data.state)}>{t.paymentStates[data.state]}</Badge>
            </div>
            {data.sources.map(({ kind, amount }) => (
              <p key={kind} className="flex justify-between gap-3 text-soft">
                {t.sources[kind]} <span className="tabular-nums">{money(amount, language)}</span>
              </p>
            ))}
            {data.refunds.map(refund => (
              <p key={refund.id} className="flex justify-between gap-3 text-soft">
                {t.refunded} <span className="tabular-nums">{money(refund.amount, language)}</span>
              </p>
            ))}
          </Card>
          <div className="flex flex-wrap gap-2">
            {data.invoices.map(({ id, number }) => (
              <DownloadButton
                key={id}
                endpoint={getInvoice}
                input={{ invoiceId: id }}
                name={`${number}.pdf`}
                label={number}
              />
            ))}
          </div>
        </div>
      )}
    </Page>
  );
}
