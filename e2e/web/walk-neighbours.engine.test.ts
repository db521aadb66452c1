// The README's walk among neighbours, by clicking: invited, at home, heard, and a hall that is booked and given up in time.
// Its end, a repair that is quoted and paid, is in services.engine.test.ts.

import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { chooseDay, holdHall, openRoom, slot, workdayIn } from './booking.ts';
import { openWeb, visit } from './browser.ts';
import { linkTo } from './mailbox.ts';
import { openChannel, say } from './talk.ts';

const web = openWeb();
const secret = 'a-long-enough-secret';

/** A manager makes the code by which somebody joins a home. */
async function invite(): Promise<string> {
  const { context, page } = await visit(web, { as: 'manager1@demo.example' });
  await page.goto('/manage/building');
  await page.getByRole('button', { name: 'A1', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Household' }).click();
  await dialog.getByRole('button', { name: 'Make a code' }).click();
  const code = await dialog.getByRole('status').locator('p').first().textContent();
  await context.close();
  return code!;
}

async function register(page: Page, email: string, code: string): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Mia Sommer');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByLabel('Invitation code').fill(code);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  await page.goto(await linkTo(web, email, 'verify'));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Join a home' }).click();
  await page.getByText('Welcome home!').waitFor();
  // What other services hear of the home a moment later appears by itself.
  await page.getByRole('main').locator('a[href*="/posts/"]').first().waitFor();
}

test('Mia is invited, joins, says hello, talks with Karla, books the hall and gives it up in time', async () => {
  const { context, page } = await visit(web, { width: 360 });
  const karla = await visit(web, { as: 'resident1@demo.example' });
  await register(page, `mia${Date.now()}@demo.example`, await invite());

  const hello = `Who plays table tennis? ${Math.random().toString(36).slice(2)}`;
  await page.goto('/feed');
  await page.getByLabel('New post').fill(hello);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByRole('article').filter({ hasText: hello }).waitFor();
  await karla.page.goto('/feed');
  await karla.page.getByText(hello).waitFor();

  for (const each of [page, karla.page]) await openChannel(each, 'Garden');
  await say(karla.page, `Welcome! ${hello}`);
  await page.getByText(`Welcome! ${hello}`).waitFor();
  await say(page, `Thank you, ${hello}`);
  await karla.page.getByText(`Thank you, ${hello}`).waitFor();

  await openRoom(page, 'Party hall');
  await chooseDay(page, workdayIn(25));
  await slot(page, '18:00').click();
  await slot(page, '22:00').click();
  await holdHall(page);
  await page.getByRole('button', { name: 'Pay €280.00' }).click();
  await page.getByText('It is yours. Paid and booked.').waitFor();
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByText('Given back, or on its way').waitFor();
  await page.getByText('€280.00').first().waitFor();
  await context.close();
  await karla.context.close();
});
