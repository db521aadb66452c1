import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck, FileText, Package, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { CodedError } from '#kernel/errors';
import { order as service } from '#services/order/contract';
import { ask, fileUrl } from '#web/api/client.ts';
import { useRead } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { moment, money } from '#web/kit/format.ts';
import { Badge, Card, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useAddToCart } from '#web/screens/shop/cart.ts';
import { keptOrder } from '#web/screens/shop/kept-orders.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { Cancel } from './cancel.tsx';
import { Parcels } from './parcels.tsx';
import { isOpen, type Order, toneOf } from './states.ts';

const route = getRouteApi('/open/orders/$orderId');
const { getInvoiceLink, getOrder, reorder } = service.endpoints;
const lookEveryMs = 2_500;

export default function OrderScreen() {
  const t = useText(orderText);
  const { orderId } = route.useParams();
  const kept = keptOrder(orderId);
  const input = { orderId, ...(kept && { orderToken: kept.orderToken }) };
  const first = useRead(getOrder, input);
  const order = first.data;
  // While it is being paid one goes on looking; nobody has to press reload.
  useRead(getOrder, input, isOpen(order?.state) ? { everyMs: lookEveryMs } : {});
  return (
    <Page
      title={order ? t.one(order.number) : t.title}
      lead={order ? t.states[order.state] : ' '}
      actions={
        session.state.status === 'in' && (
          <Button asChild look="plain">
            <Link to="/orders">
              <ArrowLeft size={18} aria-hidden /> {t.title}
            </Link>
          </Button>
        )
      }
    >
      {first.error && !order && <Failed error={first.error} retry={first.refetch} />}
      {!order && !first.error && <Skeleton className="h-96 rounded-card" />}
      {order && <Whole order={order} orderToken={kept?.orderToken} actionUrl={kept?.actionUrl ?? null} />}
    </Page>
  );
}

interface WholeProps {
  order: Order;
  orderToken: string | undefined;
  actionUrl: string | null;
}

function Whole({ order, orderToken, actionUrl }: WholeProps) {
  const t = useText(orderText);
  return (
    <div className="flex flex-col gap-6">
      <News order={order} actionUrl={actionUrl} />
      <div className="flex flex-wrap gap-2">
        <Again order={order} orderToken={orderToken} />
        <Invoice order={order} orderToken={orderToken} />
        {order.changeable && <Cancel order={order} orderToken={orderToken} />}
      </div>
      {order.parts.map((part, index) => (
        <Card key={part.vendorId} className="p-5">
          <div className="mb-3 flex items-center justify-between gap-3">
            <h2 className="text-lg">{order.parts.length > 1 ? t.part(index + 1) : t.goods}</h2>
            <Badge tone={part.fulfilment === 'delivered' ? 'good' : part.fulfilment === 'failed' ? 'bad' : 'info'}>
              {t.fulfilments[part.fulfilment]}
            </Badge>
          </div>
          <Lines order={order} vendorId={part.vendorId} />
        </Card>
      ))}
      <Parcels orderId={order.id} orderToken={orderToken} awaited={order.state === 'confirmed'} />
      <Sums order={order} />
      <History order={order} />
    </div>
  );
}

/** What is to know first: that it is paid, that one must pay, that it is being found out, or that it came to nothing. */
function News({ order, actionUrl }: { order: Order; actionUrl: string | null }) {
  const t = useText(orderText);
  if (order.state === 'awaiting_payment')
    return (
      <Note tone="warn" role="status">
        <p>{t.mustPay}</p>
        {actionUrl && (
          <Button asChild className="mt-3">
            <a href={fileUrl(actionUrl)} target="_blank" rel="noreferrer">
              {t.toPayment}
            </a>
          </Button>
        )}
      </Note>
    );
  if (isOpen(order.state))
    return (
      <Note tone="warn" role="status">
        {t.checking}
      </Note>
    );
  if (order.state === 'cancelled')
    return <Note tone="plain">{order.cancelReason ? t.reasons[order.cancelReason] : t.states.cancelled}</Note>;
  if (order.state !== 'confirmed') return null;
  return (
    <Note tone="good" role="status">
      <span className="flex items-center gap-2">
        <CircleCheck size={20} aria-hidden /> {t.thanks}
      </span>
    </Note>
  );
}

function Again({ order, orderToken }: { order: Order; orderToken: string | undefined }) {
  const t = useText(orderText);
  const problems = useText(problemText);
  const navigate = useNavigate();
  const add = useAddToCart();
  const again = async () => {
    try {
      const { lines, gone } = await ask(reorder, { orderId: order.id, ...(orderToken && { orderToken }) });
      if (lines.length === 0) return toast(t.allGone, 'bad');
      await add.mutateAsync(lines.map(({ variantId, quantity }) => ({ variantId, quantity })));
      if (gone.length > 0) toast(t.someGone(gone.map(each => each.title).join(', ')), 'bad');
      await navigate({ to: '/cart' });
    } catch (error) {
      toast(sentenceFor(error, problems), 'bad');
    }
  };
  return (
    <Button look="quiet" icon={<RotateCcw size={18} aria-hidden />} busy={add.isPending} onClick={() => void again()}>
      {t.again}
    </Button>
  );
}

/** The invoice is written a moment after the payment: whoever is faster is told so. */
function Invoice({ order, orderToken }: { order: Order; orderToken: string | undefined }) {
  const t = useText(orderText);
  const problems = useText(problemText);
  const [busy, setBusy] = useState(false);
  if (order.confirmedAt === null) return null;
  const show = async () => {
    setBusy(true);
    try {
      const { url } = await ask(getInvoiceLink, { orderId: order.id, ...(orderToken && { orderToken }) });
      window.open(fileUrl(url), '_blank', 'noopener');
    } catch (error) {
      const early = error instanceof CodedError && error.extras.reason === 'no_invoice_yet';
      toast(early ? t.noInvoiceYet : sentenceFor(error, problems), 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="outline" busy={busy} icon={<FileText size={18} aria-hidden />} onClick={() => void show()}>
      {t.invoice}
    </Button>
  );
}

function Lines({ order, vendorId }: { order: Order; vendorId: string }) {
  const t = useText(orderText);
  const language = useLanguage();
  return (
    <ul className="flex flex-col gap-4">
      {order.lines
        .filter(line => line.vendorId === vendorId)
        .map(line => (
          <li key={line.lineId} className="flex items-center gap-3">
            <div className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-control bg-sunken text-soft">
              {line.imageUrl ? (
                <img src={fileUrl(line.imageUrl)} alt="" className="size-full object-cover" />
              ) : (
                <Package size={22} aria-hidden />
              )}
            </div>
            <div className="min-w-0 flex-1">
              <Link to="/products/$slug" params={{ slug: line.slug }} className="font-semibold hover:underline">
                {line.title}
              </Link>
              <p className="text-sm text-soft">
                {line.variantTitle && `${line.variantTitle} · `}
                {line.quantity} × {money(line.unitPrice, language)}
                {line.cancelled > 0 && ` · ${t.ofThemCancelled(line.cancelled)}`}
              </p>
            </div>
            <span className="font-semibold tabular-nums">{money(line.total, language)}</span>
          </li>
        ))}
    </ul>
  );
}

function Sums({ order }: { order: Order }) {
  const t = useText(orderText);
  const language = useLanguage();
  const rows = [
    [t.subtotal, order.subtotal],
    [t.discount, order.discount],
    [t.shipping, order.shipping],
    [order.taxIncluded ? t.taxIncluded : t.tax, order.tax],
    [t.total, order.total],
    [t.refunded, order.refunded],
  ] as const;
  const optional: readonly string[] = [t.discount, t.refunded];
  return (
    <Card className="grid gap-5 p-5 sm:grid-cols-2">
      <dl className="flex flex-col gap-1.5">
        {rows
          .filter(([label, amount]) => amount.amount !== '0' || !optional.includes(label))
          .map(([label, amount]) => (
            <div key={label} className="flex justify-between gap-4">
              <dt className={label === t.total ? 'font-semibold' : 'text-soft'}>{label}</dt>
              <dd className="tabular-nums">{money(amount, language)}</dd>
            </div>
          ))}
      </dl>
      {order.address && (
        <address className="not-italic">
          <p className="font-semibold">{order.address.name}</p>
          <p className="text-soft">
            {order.address.line1}
            <br />
            {order.address.postcode} {order.address.city}
          </p>
        </address>
      )}
    </Card>
  );
}

function History({ order }: { order: Order }) {
  const t = useText(orderText);
  const language = useLanguage();
  return (
    <section>
      <h2 className="mb-3 text-lg">{t.history}</h2>
      <ol className="flex flex-col gap-2">
        {order.history.map(each => (
          <li key={`${each.at}${each.state}`} className="flex flex-wrap items-center gap-x-3">
            <Badge tone={toneOf[each.state]}>{t.states[each.state]}</Badge>
            <span className="text-sm text-soft">{moment(each.at, language)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
