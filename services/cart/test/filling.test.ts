import { afterAll, beforeAll, expect, test } from 'vitest';
import { address, type Carts, methodId, openCarts, payment, variantId } from './shop.ts';

let c: Carts;
beforeAll(async () => {
  c = await openCarts();
});
afterAll(() => c.t.close());

const quantities = (cart: { items: { variantId: string; quantity: number }[] }) =>
  Object.fromEntries(cart.items.map(item => [Number(item.variantId.slice(-3)), item.quantity]));

test('a guest fills a cart step by step and sees what it would cost', async () => {
  const theirs = await c.guest([]);
  await c.as.addItem({ ...theirs, variantId: variantId(1), quantity: 2 });
  const added = await c.as.addItem({ ...theirs, variantId: variantId(2), totals: true });
  expect(added.totals).toMatchObject({ total: { amount: '3000', currency: 'EUR' } });
  const [first, second] = added.items;
  expect(first).toMatchObject({ quantity: 2, line: { total: { amount: '2000' } }, drift: null });
  await c.as.setQuantity({ ...theirs, itemId: first!.id, quantity: 5 });
  await c.as.saveForLater({ ...theirs, itemId: second!.id });
  await c.as.setNote({ ...theirs, note: 'Ring twice.' });
  await c.as.applyCoupon({ ...theirs, code: 'save5' });
  const seen = await c.as.getCart(theirs);
  expect(seen).toMatchObject({ note: 'Ring twice.', codes: ['SAVE5'], totals: { total: { amount: '5000' } } });
  expect(seen.totals!.rejected).toMatchObject([{ code: 'SAVE5', reason: 'unknown' }]);
  expect([quantities(seen), seen.savedForLater.length]).toEqual([{ 1: 5 }, 1]);
  await c.as.moveToCart({ ...theirs, itemId: second!.id });
  await c.as.removeCoupon({ ...theirs, code: 'SAVE5' });
  await c.as.removeItem({ ...theirs, itemId: first!.id });
  const last = await c.as.removeItem({ ...theirs, itemId: first!.id });
  expect([quantities(last), last.codes]).toEqual([{ 2: 1 }, []]);
});

test('the address decides which ways to send there are', async () => {
  const theirs = await c.guest();
  const incomplete = { code: 'failed_precondition', extras: { reason: 'cart_incomplete' } };
  await expect(c.as.listShippingQuotes(theirs)).rejects.toMatchObject(incomplete);
  const told = await c.as.setAddress({ ...theirs, email: 'ada@demo.example', address });
  expect(told).toMatchObject({ email: 'ada@demo.example', address: { city: 'Berlin', handover: 'door' } });
  expect((await c.as.listShippingQuotes(theirs)).items).toMatchObject([{ methodId }]);
  expect(c.shop.quotes.at(-1)).toMatchObject({ destination: { country: 'DE', region: null, postcode: '10115' } });
  expect(await c.as.chooseShipping({ ...theirs, methodId })).toMatchObject({ methodId, slotId: null });
  await expect(c.as.listShippingQuotes(await c.guest([]))).rejects.toMatchObject(incomplete);
});

test('fifty parallel additions of one variant sum up', async () => {
  const theirs = await c.guest([]);
  await Promise.all(Array.from({ length: 50 }, () => c.as.addItem({ ...theirs, variantId: variantId(7) })));
  expect(quantities(await c.as.getCart({ ...theirs, totals: false }))).toEqual({ 7: 50 });
});

test('different changes at once all hold', async () => {
  const theirs = await c.guest([1, 2, 3].map(n => ({ variantId: variantId(n), quantity: 1 })));
  const { items } = await c.as.getCart({ ...theirs, totals: false });
  await Promise.all([
    c.as.removeItem({ ...theirs, itemId: items[0]!.id }),
    c.as.setQuantity({ ...theirs, itemId: items[1]!.id, quantity: 9 }),
    c.as.addItem({ ...theirs, variantId: variantId(4), quantity: 4 }),
    c.as.setNote({ ...theirs, note: 'Mind the dog.' }),
    c.as.applyCoupon({ ...theirs, code: 'ONE', totals: false }),
    c.as.applyCoupon({ ...theirs, code: 'TWO', totals: false }),
  ]);
  const seen = await c.as.getCart({ ...theirs, totals: false });
  expect(quantities(seen)).toEqual({ 2: 9, 3: 1, 4: 4 });
  expect([seen.note, seen.codes.toSorted(), seen.version]).toEqual(['Mind the dog.', ['ONE', 'TWO'], 7]);
});

test('an addition repeated under its Idempotency-Key adds once', async () => {
  const theirs = await c.guest([]);
  const again = c.t.anonymous({ idempotencyKey: 'add-1' }).cart;
  await Promise.all(
    Array.from({ length: 5 }, () => again.addItem({ ...theirs, variantId: variantId(1), quantity: 2 })),
  );
  expect(quantities(await c.as.getCart({ ...theirs, totals: false }))).toEqual({ 1: 2 });
});

test('what was put aside joins what is there of the same', async () => {
  const theirs = await c.guest();
  const { items } = await c.as.getCart({ ...theirs, totals: false });
  await c.as.saveForLater({ ...theirs, itemId: items[0]!.id });
  await c.as.saveForLater({ ...theirs, itemId: items[0]!.id });
  await c.as.addItem({ ...theirs, variantId: variantId(1), quantity: 2 });
  const moved = await c.as.moveToCart({ ...theirs, itemId: items[0]!.id });
  expect([quantities(moved), moved.savedForLater]).toEqual([{ 1: 5 }, []]);
});

test('a cart has its limits', async () => {
  const full = await c.guest(Array.from({ length: 100 }, (_, n) => ({ variantId: variantId(n), quantity: 999 })));
  const more = { code: 'failed_precondition', extras: { reason: 'cart_full' } };
  await expect(c.as.addItem({ ...full, variantId: variantId(100) })).rejects.toMatchObject(more);
  const one = c.as.addItem({ ...full, variantId: variantId(1) });
  await expect(one).rejects.toMatchObject({ extras: { reason: 'quantity_too_large' } });
  const nothing = c.as.setQuantity({ ...full, itemId: variantId(1), quantity: 1 });
  await expect(nothing).rejects.toMatchObject({ code: 'not_found' });
  for (let n = 0; n < 10; n++) await c.as.applyCoupon({ ...full, code: `CODE-${n}`, totals: false });
  const coupon = c.as.applyCoupon({ ...full, code: 'CODE-10', totals: false });
  await expect(coupon).rejects.toMatchObject(more);
  const itemId = (await c.as.getCart({ ...full, totals: false })).items[0]!.id;
  await c.as.saveForLater({ ...full, itemId });
  await c.as.addItem({ ...full, variantId: variantId(100) });
  await expect(c.as.moveToCart({ ...full, itemId })).rejects.toMatchObject(more);
});

test('a cart of somebody else, or with a wrong token, is not found', async () => {
  const theirs = await c.guest();
  const mine = c.t.as(c.t.person()).cart;
  const own = await mine.createCart({ items: [{ variantId: variantId(1) }] });
  const itemId = own.items[0]!.id;
  const asks = (as: typeof c.as, cart: { cartId: string; cartToken?: string }) => [
    () => as.getCart(cart),
    () => as.addItem({ ...cart, variantId: variantId(1) }),
    () => as.setQuantity({ ...cart, itemId, quantity: 1 }),
    () => as.removeItem({ ...cart, itemId }),
    () => as.saveForLater({ ...cart, itemId }),
    () => as.moveToCart({ ...cart, itemId }),
    () => as.applyCoupon({ ...cart, code: 'CODE' }),
    () => as.removeCoupon({ ...cart, code: 'CODE' }),
    () => as.setAddress({ ...cart, email: 'eve@demo.example', address }),
    () => as.setNote({ ...cart, note: null }),
    () => as.listShippingQuotes(cart),
    () => as.chooseShipping({ ...cart, methodId }),
    () => as.checkout({ ...cart, expectedTotal: { amount: '1', currency: 'EUR' }, payment }),
  ];
  const stranger = c.t.as(c.t.person()).cart;
  const otherToken = (await c.guest()).cartToken;
  for (const ask of [
    ...asks(c.as, { cartId: theirs.cartId }),
    ...asks(c.as, { ...theirs, cartToken: otherToken }),
    ...asks(stranger, { cartId: own.id }),
    ...asks(c.as, { cartId: own.id, cartToken: otherToken }),
    () => stranger.mergeCart({ cartId: theirs.cartId, cartToken: otherToken }),
    () => stranger.mergeCart({ cartId: own.id }),
    () => c.as.getCart({ cartId: variantId(5) }),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
  for (const ask of [() => c.as.getMyCart({}), () => c.as.mergeCart(theirs)])
    await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await stranger.getMyCart({})).toBe(null);
  expect(quantities(await c.as.getCart({ ...theirs, totals: false }))).toEqual({ 1: 3 });
});

test('what was put aside keeps its name, and costs nothing of the cart', async () => {
  const theirs = await c.guest([
    { variantId: variantId(1), quantity: 1 },
    { variantId: variantId(2), quantity: 4 },
  ]);
  const { items } = await c.as.getCart(theirs);
  await c.as.saveForLater({ ...theirs, itemId: items[1]!.id });
  const seen = await c.as.getCart(theirs);
  expect(seen.savedForLater).toMatchObject([{ quantity: 4, line: { title: 'Thing', unitPrice: { amount: '1000' } } }]);
  expect(seen.totals?.total.amount).toBe('1000');
  c.shop.gone.add(variantId(2));
  expect((await c.as.getCart(theirs)).savedForLater).toMatchObject([{ line: null }]);
  c.shop.gone.clear();
});

test('the token travels as a header', async () => {
  const { cartId, cartToken } = await c.guest();
  const path = `/api/v1/carts/${cartId}?totals=false`;
  expect((await c.t.http(path)).status).toBe(404);
  const response = await c.t.http(path, { headers: { 'x-cart-token': cartToken } });
  expect([response.status, ((await response.json()) as { id: string }).id]).toEqual([200, cartId]);
});

test('somebody signed in has one cart, in whichever tab they ask', async () => {
  const mine = c.t.as(c.t.person()).cart;
  const carts = await Promise.all(
    [1, 2, 3, 4].map(n => mine.createCart({ items: [{ variantId: variantId(n), quantity: n }] })),
  );
  expect(new Set(carts.map(({ id }) => id)).size).toBe(1);
  expect(carts[0]!.token).toBe(null);
  expect(quantities((await mine.getMyCart({ totals: false }))!)).toEqual({ 1: 1, 2: 2, 3: 3, 4: 4 });
});

test('at login the cart of the guest becomes theirs', async () => {
  const mine = c.t.as(c.t.person()).cart;
  const theirs = await c.guest();
  expect(await mine.mergeCart(theirs)).toMatchObject({ id: theirs.cartId });
  expect(await mine.mergeCart({ cartId: theirs.cartId })).toMatchObject({ id: theirs.cartId });
  expect((await mine.getMyCart({}))?.id).toBe(theirs.cartId);
  await expect(c.as.getCart(theirs)).rejects.toMatchObject({ code: 'not_found' });
});

test('where they have one already, what was in the other is added once, however often it is asked', async () => {
  const mine = c.t.as(c.t.person()).cart;
  await mine.createCart({ items: [{ variantId: variantId(1), quantity: 1 }, { variantId: variantId(9) }] });
  const theirs = await c.guest();
  await c.as.setNote({ ...theirs, note: 'Mine too.' });
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => mine.mergeCart(theirs)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  const merged = await mine.mergeCart(theirs);
  expect([quantities(merged), merged.note]).toEqual([{ 1: 4, 9: 1 }, 'Mine too.']);
  const closed = c.as.addItem({ ...theirs, variantId: variantId(1) });
  await expect(closed).rejects.toMatchObject({
    extras: { reason: 'cart_merged', details: { cartId: merged.id } },
  });
  expect(await c.as.getCart(theirs)).toMatchObject({ state: 'merged', totals: null });
  const other = c.t.as(c.t.person()).cart.mergeCart(theirs);
  await expect(other).rejects.toMatchObject({ code: 'not_found' });
});
