// Buying and selling, by clicking.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openWeb, signIn, visit } from './browser.ts';

const web = openWeb();

/** Puts one of something that is in stock into the cart, by way of the shop. */
async function takeSomething(page: Page, words: string): Promise<void> {
  await page.goto(`/shop?q=${encodeURIComponent(words)}&stock=true`);
  await page.locator('main li a[href^="/products/"]').first().click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('It is in your cart.').waitFor();
}

async function typeAddress(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('guest@demo.example');
  await page.getByLabel('Name').fill('Gerd Gast');
  await page.getByLabel('Street and number').fill('Lindenstr. 5');
  await page.getByLabel('Postcode').fill('10969');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByRole('button', { name: 'On to shipping' }).click();
  await page.getByRole('button', { name: 'On to payment' }).click();
}

const pay = (page: Page) => page.getByRole('button', { name: /^Order and pay/ });

test('a filter stands in the address, and back takes it out', async () => {
  const { context, page, complaints } = await visit(web);
  await page.goto('/shop');
  await page.getByRole('button', { name: /^Bicycles/ }).click();
  await page.getByText('31 products').waitFor();
  expect(page.url()).toContain('category=bicycles');
  const other = await visit(web, { width: 360 });
  await other.page.goto(page.url());
  await other.page.getByText('31 products').waitFor();
  await page.goBack();
  await page.getByText('31 products').waitFor({ state: 'detached' });
  expect([...complaints, ...other.complaints]).toEqual([]);
  await context.close();
  await other.context.close();
});

test('a guest is declined, sees another sum before paying it, pays, and cancels', async () => {
  const { context, page } = await visit(web, { width: 360 });
  await takeSomething(page, 'salt');
  await page.goto('/checkout');
  await typeAddress(page);
  await page.getByLabel('Card', { exact: true }).selectOption('tok_insufficient_funds');
  await pay(page).click();
  await page.getByText('The payment was declined; nothing was charged.').waitFor();

  await page.getByLabel('Card', { exact: true }).selectOption('tok_visa');
  // The page saw a cent less than it costs: as if the price had gone up meanwhile.
  const checkouts: string[] = [];
  await page.route('**/checkout', async route => {
    const body = route.request().postDataJSON() as { expectedTotal: { amount: string } };
    checkouts.push(body.expectedTotal.amount);
    if (checkouts.length > 1) return route.continue();
    body.expectedTotal.amount = String(BigInt(body.expectedTotal.amount) - 1n);
    return route.continue({ postData: JSON.stringify(body) });
  });
  await pay(page).click();
  const drift = page.getByRole('alert');
  await drift.getByText('You saw').waitFor();
  await drift.getByRole('button', { name: /^Order and pay/ }).click();
  await page.getByText('Thank you, your order is placed and paid.').waitFor();
  expect(checkouts).toHaveLength(2);
  expect(new URL(page.url()).search).toBe('');
  // The parcel is made a moment later; its way is the guest's to see.
  await page.getByRole('button', { name: 'Its way' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Being prepared' }).first().waitFor();

  await page.getByRole('button', { name: 'Cancel pieces' }).click();
  await page.getByRole('button', { name: 'One more' }).first().click();
  await page.getByText(/^About .* comes back\.$/).waitFor();
  await page.getByRole('button', { name: 'Cancel these pieces' }).click();
  await page.getByText('Cancelled. What you paid for it').waitFor();
  await page.goto('/cart');
  await page.getByText('Your cart is empty').waitFor();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('agora.cart'))).toBeNull();
  await context.close();
});

test('the cart of a guest goes along at the sign-in, and an open payment is followed until it is paid', async () => {
  const { context, page } = await visit(web);
  await takeSomething(page, 'rooibos');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'resident7@demo.example');
  await page.goto('/cart');
  await page.getByRole('link', { name: /Rooibos/ }).waitFor();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('agora.cart'))).toBeNull();
  // What is put aside keeps its name, also on a page that has not seen it in the cart.
  await page.getByRole('button', { name: 'Save for later' }).click();
  await page.getByRole('button', { name: 'Move to cart' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: /Rooibos/ }).waitFor();
  await page.getByRole('button', { name: 'Move to cart' }).click();
  await page.getByRole('button', { name: 'Save for later' }).waitFor();

  await page.goto('/checkout');
  await page.getByRole('heading', { name: '1. Where it goes' }).waitFor();
  const another = page.getByLabel('Another address');
  await page.getByRole('button', { name: 'On to shipping' }).waitFor();
  if (await another.count()) await another.check();
  await typeAddress(page);
  await page.getByLabel('On the page of the payment provider').check();
  await pay(page).click();
  const [provider] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'To the payment' }).click(),
  ]);
  await provider.getByRole('button', { name: /Approve/ }).click();
  // Nobody reloads.
  await page.getByText('Thank you, your order is placed and paid.').waitFor();

  await page.goto('/payments');
  await page.locator('main li a[href^="/payments/"]').first().click();
  await page.getByRole('heading', { name: /^Payment for / }).waitFor();
  await page.getByText('Paid', { exact: true }).waitFor();
  await context.close();
});

test('a seller imports with a report, and hands a parcel over', async () => {
  const { context, page, complaints } = await visit(web, { as: 'shop1@demo.example' });
  await page.goto('/sell/import');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  const rows = ['Handle,Title,Variant SKU,Variant Price', 'fig-jam,Fig jam,FIG-1,4.50', 'bad-row,Bad,BAD-1,abc'];
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByText('Done').first().waitFor();
  await page
    .getByRole('button', { name: /^Report/ })
    .first()
    .click();
  await page.getByText('Line 3').first().waitFor();

  await page.goto('/sell');
  const handOver = page.getByRole('button', { name: 'Hand over' });
  await handOver.first().waitFor();
  const before = await handOver.count();
  const [label] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Label (PDF)' }).first().click(),
  ]);
  expect(label.suggestedFilename()).toMatch(/^\d{18}\.pdf$/);
  await handOver.first().click();
  await page.getByText('Handed over. The buyer is told.').waitFor();
  await expect.poll(() => handOver.count()).toBe(before - 1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a seller makes a product with its variants and pictures, adds another variant, and puts it on sale', async () => {
  const { context, page, complaints } = await visit(web, { as: 'shop1@demo.example', width: 360 });
  await page.goto('/sell/products');
  await page.getByRole('link', { name: 'New product' }).click();
  // The list has a field for titles as well.
  await page.getByRole('heading', { name: 'New product' }).waitFor();
  const title = `Fig basket ${Math.random().toString(36).slice(2)}`;
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Category').selectOption('Home › Kitchen');
  await page.locator('input[type=file]').setInputFiles('docs/assets/screens/feed-phone.jpg');
  await page.getByRole('button', { name: 'Remove the photo' }).waitFor();
  await page.getByRole('button', { name: 'Add an option' }).click();
  await page.getByLabel('Name of option 1').fill('Size');
  await page.getByLabel('Values of option 1').fill('Small, Large');
  await page.getByText('That makes 2 variants.').waitFor();
  await page.getByRole('button', { name: 'Create as a draft' }).click();
  // A price is missing: it is said there, and the cursor stands there.
  await page.getByLabel('Price in euros').fill('12,50');
  await page.getByLabel('Pieces on hand').fill('4');
  await page.getByRole('button', { name: 'Create as a draft' }).click();
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByRole('img', { name: title }).waitFor();

  await page.getByRole('button', { name: 'Add a variant' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Size').fill('Huge');
  await dialog.getByLabel('Price in euros').fill('20');
  await dialog.getByLabel('Pieces on hand').fill('1');
  await dialog.getByRole('button', { name: 'Add a variant' }).click();
  await page.getByRole('heading', { name: 'Huge' }).waitFor();
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await page.getByRole('button', { name: 'Take off sale', exact: true }).waitFor();
  await page.goto(`/shop?q=${encodeURIComponent(title)}`);
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Huge' }).waitFor();
  expect(complaints.filter(each => !each.includes('status of 404'))).toEqual([]);
  await context.close();
});
