import { Link } from '@tanstack/react-router';
import { Package } from 'lucide-react';
import { order } from '#services/order/contract';
import { useList } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { day, money } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { VirtualList } from '#web/kit/virtual-list.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { orderText } from '#web/text/orders.ts';
import { toneOf } from './states.ts';

export default function Orders() {
  const t = useText(orderText);
  const language = useLanguage();
  const list = useList(order.endpoints.listMyOrders, {});
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Button asChild look="outline">
          <Link to="/payments">{t.payments}</Link>
        </Button>
      }
    >
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && [0, 1, 2].map(each => <Skeleton key={each} className="mb-3 h-24 rounded-card" />)}
      {list.items?.length === 0 && (
        <Empty
          icon={<Package />}
          title={t.none}
          action={
            <Button asChild>
              <Link to="/shop">{t.toShop}</Link>
            </Button>
          }
        >
          {t.noneLead}
        </Empty>
      )}
      <VirtualList list={list} estimate={96} gap={12}>
        {each => (
          <Card className="relative flex items-center justify-between gap-4 p-4">
            <div className="min-w-0">
              <Link
                to="/orders/$orderId"
                params={{ orderId: each.id }}
                className="block truncate font-semibold fills-card"
              >
                {t.whatOf(each.title, each.pieces)}
              </Link>
              <p className="text-sm text-soft">
                {each.number} · {day(each.createdAt, language)}
              </p>
            </div>
            <div className="flex shrink-0 flex-col items-end gap-1">
              <span className="font-semibold tabular-nums">{money(each.total, language)}</span>
              <Badge tone={toneOf[each.state]}>{t.states[each.state]}</Badge>
            </div>
          </Card>
        )}
      </VirtualList>
    </Page>
  );
}
