// What others may ask of cart.

import { contract } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';
import { filling } from './contract/filling.ts';
import { paying } from './contract/paying.ts';

export const cart = contract('cart', {
  exportPersonalData: personalData('cart'),
  createCart: filling.createCart,
  getCart: filling.getCart,
  getMyCart: filling.getMyCart,
  addItem: filling.addItem,
  setQuantity: filling.setQuantity,
  removeItem: filling.removeItem,
  saveForLater: filling.saveForLater,
  moveToCart: filling.moveToCart,
  mergeCart: filling.mergeCart,
  applyCoupon: paying.applyCoupon,
  removeCoupon: paying.removeCoupon,
  setAddress: paying.setAddress,
  setNote: paying.setNote,
  listShippingQuotes: paying.listShippingQuotes,
  chooseShipping: paying.chooseShipping,
  checkout: paying.checkout,
});
