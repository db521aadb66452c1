import { X } from 'lucide-react';
import { cart as service } from '#services/cart/contract';
import { IconButton } from '#web/kit/button.tsx';
import { Form, TextField, useForm } from '#web/kit/form.tsx';
import { Note } from '#web/kit/surface.tsx';
import { cartText } from '#web/text/cart.ts';
import { useText } from '#web/text/language.ts';
import type { Cart } from './cart.ts';
import { useCartAction } from './cart-actions.ts';

const { applyCoupon, removeCoupon } = service.endpoints;

/** Coupons: each says whether it counts, and if not, why. */
export function Coupons({ cart }: { cart: Cart }) {
  const t = useText(cartText);
  const apply = useCartAction(applyCoupon, cart, { quiet: true });
  const remove = useCartAction(removeCoupon, cart);
  const form = useForm({
    schema: applyCoupon.input.pick({ code: true }),
    initial: { code: '' },
    submit: async ({ code }) => {
      await apply.mutateAsync({ code });
      form.reset();
    },
  });
  const refused = (code: string) =>
    cart.totals?.rejected.find(each => each.code.toLowerCase() === code.toLowerCase())?.reason;
  return (
    <div className="flex flex-col gap-3">
      {cart.codes.map(code => {
        const reason = refused(code);
        return (
          <Note key={code} tone={reason ? 'warn' : 'good'} role="status">
            <span className="flex items-center justify-between gap-2">
              <span>
                {code}
                {reason && `: ${t.refusals[reason as keyof typeof t.refusals] ?? t.refusals.other}`}
              </span>
              <IconButton label={t.removeCoupon(code)} onClick={() => remove.mutate({ code })} className="-my-2 -mr-2">
                <X size={18} aria-hidden />
              </IconButton>
            </span>
          </Note>
        );
      })}
      <Form form={form} submit={t.apply}>
        <TextField form={form} name="code" label={t.coupon} autoComplete="off" />
      </Form>
    </div>
  );
}
