// Signing in, staying in, and being signed out, in a real browser.

import { expect, test } from 'vitest';
import { openWeb, password, settle, signIn, visit } from './browser.ts';

const web = openWeb();
const resident = 'resident2@demo.example';

test('the refresh token is in a cookie no script reads, and no token is stored where scripts can', async () => {
  const { context, page } = await visit(web, { as: resident });
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({
    name: '__Host-agora_refresh',
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
  });
  const seen = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
  expect(seen).not.toContain(cookie!.value);
  expect(seen).not.toMatch(/eyJ[\w-]+\.eyJ/);
  await page.reload();
  await page.locator('#content').waitFor();
  await context.close();
});

test('a wrong password is said in words, and the address is kept', async () => {
  const { context, page } = await visit(web);
  await page.goto('/');
  await page.getByLabel('E-mail').fill(resident);
  await page.getByLabel('Password', { exact: true }).fill(`not-${password}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('E-mail or password are not right').waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(resident);
  await context.close();
});

test('whoever opens an address without being signed in comes there after the sign-in, and nowhere else', async () => {
  const { context, page } = await visit(web);
  await page.goto('/account/security');
  await signIn(page, resident);
  expect(new URL(page.url()).pathname).toBe('/account/security');
  await page.goto('/sign-in?next=//evil.example/');
  await page.locator('#content').waitFor();
  expect(new URL(page.url()).host).toBe(new URL(web.url).host);
  await context.close();
});

test('tabs renew one session without ending it, and sign out together', async () => {
  const { context, page } = await visit(web, { as: resident });
  const others = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
  // Each load renews the tokens: five of them at once, twice.
  for (let round = 0; round < 2; round++)
    await Promise.all([page, ...others].map(tab => tab.goto('/account').then(() => tab.locator('#content').waitFor())));
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out').waitFor();
  await Promise.all(others.map(tab => tab.getByText('You have signed out in another tab').waitFor()));
  await expect.poll(() => context.cookies()).toEqual([]);
  await context.close();
});

test('a session ended on another device is signed out here at once, with the reason', async () => {
  const here = await visit(web, { as: resident });
  await settle(here.page);
  const there = await visit(web, { as: resident });
  // The live connection carries the news.
  await here.page.waitForTimeout(2_500);
  await there.page.goto('/account/security');
  await there.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await here.page.getByText('Your session was ended').waitFor({ timeout: 10_000 });
  await there.page.getByText('Signed out there.').first().waitFor();
  await here.context.close();
  await there.context.close();
});

test('scripts come from here alone', async () => {
  const reply = await fetch(`${web.url}/feed`, { headers: { accept: 'text/html' } });
  const policy = reply.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/);
  const page = await reply.text();
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
});
