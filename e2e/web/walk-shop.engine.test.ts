// The README's walk through the shop, by clicking: from a search to a parcel that has arrived and an invoice; then a card
// whose answer comes late.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openWeb, settle, visit } from './browser.ts';

const web = openWeb();

/** Through the steps of the checkout up to the button that pays. */
async function goToPayment(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '1. Where it goes' }).waitFor();
  await page.getByRole('button', { name: 'On to shipping' }).waitFor();
  const another = page.getByLabel('Another address');
  if (await another.count()) await another.check();
  for (const [label, value] of Object.entries({
    'E-mail': 'maria@example.org',
    Name: 'Maria Sommer',
    'Street and number': 'Lindenallee 1',
    Postcode: '10115',
    Town: 'Berlin',
  }))
    await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'On to shipping' }).click();
  await page.getByRole('radio', { name: /^Standard/ }).check();
  await page.getByRole('button', { name: 'On to payment' }).click();
}

const pay = (page: Page) => page.getByRole('button', { name: /^Order and pay/ });

test('a resident finds a pot, uses two coupons, pays, follows the parcel to its door and reads the invoice', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident11@demo.example' });
  await page.goto('/shop?category=kitchen&min=2000&max=6000&sort=price');
  await page.getByRole('link', { name: /Tea Pot/ }).click();
  await page.getByText('Lowest price of the last 30 days').waitFor();
  await page.getByRole('button', { name: 'White' }).click();
  await page.getByRole('button', { name: 'One more' }).click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('It is in your cart.').waitFor();

  await page.goto('/cart');
  for (const code of ['SAVE5', 'FREESHIP']) {
    await page.getByRole('textbox', { name: 'Coupon' }).fill(code);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('button', { name: `Remove the coupon ${code}` }).waitFor();
  }
  await page.getByRole('link', { name: 'To the checkout' }).click();
  await goToPayment(page);
  await page.getByRole('button', { name: 'Order and pay €47.64' }).click();
  await page.getByText('Thank you, your order is placed and paid.').waitFor();

  const arrived = async () => {
    await page.reload();
    await settle(page);
    return page.getByRole('button', { name: 'Its way' }).locator('..').getByText('Delivered').count();
  };
  await expect.poll(arrived, { timeout: 60_000, interval: 2_000 }).toBe(1);
  await page.getByRole('button', { name: 'Its way' }).click();
  await page.getByText('Depot Nord').waitFor();
  const [invoice] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Invoice (PDF)' }).click(),
  ]);
  await invoice.close();
  expect(complaints).toEqual([]);
  await context.close();
});

test('of a payment nobody knows about the page says so, until it says that it is paid', async () => {
  const { context, page } = await visit(web, { as: 'resident10@demo.example', width: 360 });
  await page.goto('/shop?q=tea%20pot');
  await page.getByRole('link', { name: /Tea Pot/ }).click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('It is in your cart.').waitFor();
  await page.goto('/checkout');
  await goToPayment(page);
  await page.getByLabel('Card', { exact: true }).selectOption('tok_timeout_success');
  await pay(page).click();
  await page.getByText('We are checking your payment.').waitFor();
  // Nobody reloads.
  await page.getByText('Thank you, your order is placed and paid.').waitFor({ timeout: 60_000 });
  await page.goto('/payments');
  await page.locator('main li a[href^="/payments/"]').first().click();
  await page.getByRole('heading', { name: /^Payment for / }).waitFor();
  await page.getByText('Paid', { exact: true }).waitFor();
  await context.close();
});
