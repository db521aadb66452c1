import { Link } from '@tanstack/react-router';
import { ShoppingBag } from 'lucide-react';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { cartText } from '#web/text/cart.ts';
import { useText } from '#web/text/language.ts';
import { type Cart, piecesOf, useCart } from './cart.ts';
import { CartLine, SavedLine } from './cart-line.tsx';
import { Coupons } from './coupon.tsx';
import { Totals } from './totals.tsx';

const checkEveryMs = 3_000;

export default function CartPage() {
  const t = useText(cartText);
  const first = useCart({ totals: true });
  const charging = first.data?.state === 'charging';
  // While its order is being paid nothing can be changed: what becomes of it is looked for.
  useCart({ totals: true, ...(charging && { everyMs: checkEveryMs }) });
  const cart = first.data;
  return (
    <Page title={t.title} lead={cart ? t.pieces(piecesOf(cart)) : ' '} wide>
      {first.error && cart === undefined && <Failed error={first.error} retry={first.refetch} />}
      {!first.error && cart === undefined && <Skeleton className="h-64 rounded-card" />}
      {cart !== undefined && (cart === null || cart.items.length + cart.savedForLater.length === 0) && (
        <Empty
          icon={<ShoppingBag />}
          title={t.empty}
          action={
            <Button asChild>
              <Link to="/shop">{t.toShop}</Link>
            </Button>
          }
        >
          {t.emptyLead}
        </Empty>
      )}
      {cart && cart.items.length + cart.savedForLater.length > 0 && <Filled cart={cart} charging={charging} />}
    </Page>
  );
}

function Filled({ cart, charging }: { cart: Cart; charging: boolean }) {
  const t = useText(cartText);
  return (
    <div className="grid items-start gap-6 desk:grid-cols-[1fr_22rem]">
      <div className="flex min-w-0 flex-col gap-6">
        {charging && (
          <Note role="status" tone="warn">
            {t.charging}
          </Note>
        )}
        {cart.items.length > 0 && (
          <Card>
            <ul className="divide-y divide-line">
              {cart.items.map(item => (
                <CartLine key={item.id} cart={cart} item={item} />
              ))}
            </ul>
          </Card>
        )}
        {cart.savedForLater.length > 0 && (
          <section>
            <h2 className="mb-3 text-lg">{t.savedTitle}</h2>
            <Card>
              <ul className="divide-y divide-line">
                {cart.savedForLater.map(item => (
                  <SavedLine key={item.id} cart={cart} item={item} />
                ))}
              </ul>
            </Card>
          </section>
        )}
      </div>
      {cart.items.length > 0 && (
        <Card className="flex flex-col gap-5 p-5 desk:sticky desk:top-6">
          <Coupons cart={cart} />
          <Totals totals={cart.totals} />
          <Button asChild size="large">
            <Link to="/checkout">{t.toCheckout}</Link>
          </Button>
        </Card>
      )}
    </div>
  );
}
