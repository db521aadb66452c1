import { Link } from '@tanstack/react-router';
import { ArrowLeft, ShoppingBag } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { cartText } from '#web/text/cart.ts';
import { checkoutText } from '#web/text/checkout.ts';
import { useText } from '#web/text/language.ts';
import { AddressStep } from './address-step.tsx';
import { type Cart, useCart } from './cart.ts';
import { PaymentStep } from './payment-step.tsx';
import { ShippingStep } from './shipping-step.tsx';
import { Totals } from './totals.tsx';

const checkEveryMs = 3_000;

export default function Checkout() {
  const t = useText(checkoutText);
  const more = useText(cartText);
  const { data: cart, error, refetch } = useCart({ totals: true });
  const charging = cart?.state === 'charging';
  useCart({ totals: true, ...(charging && { everyMs: checkEveryMs }) });
  return (
    <Page
      title={t.title}
      wide
      actions={
        <Button asChild look="plain">
          <Link to="/cart">
            <ArrowLeft size={18} aria-hidden /> {t.back}
          </Link>
        </Button>
      }
    >
      {error && cart === undefined && <Failed error={error} retry={refetch} />}
      {!error && cart === undefined && <Skeleton className="h-96 rounded-card" />}
      {(cart === null || cart?.items.length === 0) && (
        <Empty
          icon={<ShoppingBag />}
          title={more.empty}
          action={
            <Button asChild>
              <Link to="/shop">{more.toShop}</Link>
            </Button>
          }
        />
      )}
      {cart && cart.items.length > 0 && (
        <div className="grid items-start gap-6 desk:grid-cols-[1fr_22rem]">
          <div className="flex min-w-0 flex-col gap-4">
            {charging && (
              <Note role="status" tone="warn">
                {more.charging}
              </Note>
            )}
            <Steps cart={cart} />
          </div>
          <Card className="p-5 desk:sticky desk:top-6">
            <Totals totals={cart.totals} />
          </Card>
        </div>
      )}
    </Page>
  );
}

type Step = 'address' | 'shipping' | 'payment';
const order: readonly Step[] = ['address', 'shipping', 'payment'];

/** What is known already is behind one; each step can be opened again. */
function Steps({ cart }: { cart: Cart }) {
  const t = useText(checkoutText);
  const reached: Step = !cart.address ? 'address' : !cart.methodId ? 'shipping' : 'payment';
  const [opened, setOpened] = useState<Step | null>(null);
  const now = opened ?? reached;
  const method = cart.totals?.methods.find(each => each.methodId === cart.methodId);
  const said: Record<Step, string | undefined> = {
    address: cart.address ? `${cart.address.name}, ${cart.address.line1}, ${cart.address.city}` : undefined,
    shipping: method?.name,
    payment: undefined,
  };
  const bodies: Record<Step, ReactNode> = {
    address: <AddressStep cart={cart} done={() => setOpened('shipping')} />,
    shipping: <ShippingStep key={cart.version} cart={cart} done={() => setOpened(null)} />,
    payment: <PaymentStep cart={cart} />,
  };
  return order.map((step, index) => (
    <Card key={step} className="p-5">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-lg">
          {index + 1}. {t[step]}
        </h2>
        {step !== now && said[step] && (
          <Button look="plain" size="small" onClick={() => setOpened(step)} aria-label={t.changeWhat(t[step])}>
            {t.change}
          </Button>
        )}
      </div>
      {step !== now && said[step] && <p className="text-soft">{said[step]}</p>}
      {step === now && <div className="mt-4">{bodies[step]}</div>}
    </Card>
  ));
}
