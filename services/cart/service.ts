// Cart, bound together.

import { cartService } from './definition.ts';
import { forgetOld, resolveCharges, tellAbandoned } from './jobs.ts';
import { startWriteBehind } from './keeping/write-behind.ts';
import { addItem } from './operations/add-item.ts';
import { applyCoupon } from './operations/apply-coupon.ts';
import { checkout } from './operations/checkout.ts';
import { chooseShipping } from './operations/choose-shipping.ts';
import { createCart } from './operations/create-cart.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getCart } from './operations/get-cart.ts';
import { getMyCart } from './operations/get-my-cart.ts';
import { listShippingQuotes } from './operations/list-shipping-quotes.ts';
import { mergeCart } from './operations/merge-cart.ts';
import { moveToCart } from './operations/move-to-cart.ts';
import { removeCoupon } from './operations/remove-coupon.ts';
import { removeItem } from './operations/remove-item.ts';
import { saveForLater } from './operations/save-for-later.ts';
import { setAddress } from './operations/set-address.ts';
import { setNote } from './operations/set-note.ts';
import { setQuantity } from './operations/set-quantity.ts';
import { seed } from './seed.ts';
import { forgetUser, noteCancelled, noteConfirmed, notePrice, noteProduct, noteStock } from './subscriptions.ts';

export default cartService.build({
  operations: {
    exportPersonalData,
    createCart,
    getCart,
    getMyCart,
    addItem,
    setQuantity,
    removeItem,
    saveForLater,
    moveToCart,
    mergeCart,
    applyCoupon,
    removeCoupon,
    setAddress,
    setNote,
    listShippingQuotes,
    chooseShipping,
    checkout,
  },
  subscriptions: [notePrice, noteStock, noteProduct, noteConfirmed, noteCancelled, forgetUser],
  jobs: [tellAbandoned, forgetOld],
  loops: [resolveCharges],
  start: startWriteBehind,
  seed,
});
