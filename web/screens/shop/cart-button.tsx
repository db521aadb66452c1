import { Link } from '@tanstack/react-router';
import { ShoppingBag } from 'lucide-react';
import { Button } from '#web/kit/button.tsx';
import { Count } from '#web/kit/count.tsx';
import { useText } from '#web/text/language.ts';
import { shopText } from '#web/text/shop.ts';
import { piecesOf, useCart } from './cart.ts';

/** The way to the cart, with how much is in it. */
export function CartButton() {
  const t = useText(shopText);
  const { data } = useCart();
  const count = piecesOf(data);
  return (
    <Button asChild look="outline">
      <Link to="/cart">
        <ShoppingBag size={20} aria-hidden />
        <span className="sr-only">{t.inCart(count)}</span>
        <span aria-hidden>{t.cart}</span>
        <span className="min-w-5.5" aria-hidden>
          {count > 0 && <Count count={count} />}
        </span>
      </Link>
    </Button>
  );
}
