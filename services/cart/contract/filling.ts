// Getting a cart, and what is in it.

import { z } from 'zod';
import { endpoint, Id } from '#kernel/contract';
import {
  Cart,
  Currency,
  cartHeaders,
  maxItems,
  NewCart,
  NewItem,
  Quantity,
  theCart,
  withoutTotals,
  withTotals,
} from './wire.ts';

const item = { ...theCart, itemId: Id };
const errors = ['not_found', 'failed_precondition'] as const;

export const filling = {
  createCart: endpoint({
    method: 'POST',
    path: '/v1/carts',
    summary: 'Take a cart',
    description:
      'Somebody signed in has one open cart: if there is one already it is that, with the items put into it. Somebody ' +
      'else gets a `token`, and sends it with every further request as the header `x-cart-token`.',
    access: 'public',
    creates: true,
    input: z.strictObject({
      currency: Currency.optional(),
      items: z.array(NewItem).max(maxItems).default([]),
      ...withoutTotals,
    }),
    output: NewCart,
    errors: ['failed_precondition'],
  }),
  getCart: endpoint({
    method: 'GET',
    path: '/v1/carts/:cartId',
    summary: 'A cart with what it would cost now',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, ...withTotals }),
    output: Cart,
    errors: ['not_found'],
  }),
  getMyCart: endpoint({
    method: 'GET',
    path: '/v1/me/cart',
    summary: 'My open cart, or null where I have none yet',
    access: 'user',
    input: z.strictObject(withTotals),
    output: Cart.nullable(),
  }),
  addItem: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/items',
    summary: 'Put something into a cart',
    description: 'More of what is there already adds up, however many do so at once.',
    access: 'public',
    idempotent: 'handled',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, variantId: Id, quantity: Quantity.default(1), ...withoutTotals }),
    output: Cart,
    errors,
  }),
  setQuantity: endpoint({
    method: 'PATCH',
    path: '/v1/carts/:cartId/items/:itemId',
    summary: 'Change how many',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...item, quantity: Quantity, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  removeItem: endpoint({
    method: 'DELETE',
    path: '/v1/carts/:cartId/items/:itemId',
    summary: 'Take something out of a cart',
    description: 'Repeatable: what is not there is taken out.',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...item, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  saveForLater: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/items/:itemId/save-for-later',
    summary: 'Put something aside',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...item, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  moveToCart: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/items/:itemId/move-to-cart',
    summary: 'Take what was put aside into the cart again',
    access: 'public',
    headers: cartHeaders,
    input: z.strictObject({ ...item, ...withoutTotals }),
    output: Cart,
    errors,
  }),
  mergeCart: endpoint({
    method: 'POST',
    path: '/v1/carts/:cartId/merge',
    summary: 'Make the cart of a guest mine',
    description:
      'For after the sign-in. Where I have an open cart, what is in the other is added to it, once however often this ' +
      'is asked; else the cart itself becomes mine.',
    access: 'user',
    headers: cartHeaders,
    input: z.strictObject({ ...theCart, ...withoutTotals }),
    output: Cart,
    errors,
  }),
};
