// From an invitation to being at home, and the second step of a sign-in: by clicking.

import { TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { api, openWeb, password, signIn, visit } from './browser.ts';
import { linkTo } from './mailbox.ts';

const web = openWeb();

test('somebody registers with a code from a neighbour, confirms the address and is at home, then moves out and is forgotten', async () => {
  const owner = await api(web, 'resident1@demo.example');
  const [home] = (await owner('/me/homes')).items as unknown as { unitId: string }[];
  const { code } = await owner(`/units/${home!.unitId}/invitations`, 'POST', { relation: 'household' });
  const email = `newcomer${Date.now()}@demo.example`;
  const words = 'four green bicycles';

  const { context, page, complaints } = await visit(web, { width: 360 });
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('button', { name: 'Create an account' }).click();
  await expect.poll(() => page.getByText('Please fill this in.').count()).toBe(3);
  await page.getByLabel('Your name').fill('Nora Neu');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Invitation code').fill(code!);
  await page.getByRole('button', { name: 'Create an account' }).click();
  // What only the server knows stands beside its field.
  await page.getByText('use at least 10 characters').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

  await page.goto(await linkTo(web, email, 'verify'));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: /Nora/ }).waitFor();
  await expect.poll(() => page.getByLabel('Invitation code').inputValue()).toBe(code);
  await page.getByRole('button', { name: 'Join a home' }).click();
  await page.getByText('Welcome home!').waitFor();
  // What other services hear of the home a moment later appears by itself.
  await page.getByRole('main').locator('a[href*="/posts/"]').first().waitFor();

  await page.goto('/homes');
  await page.getByRole('button', { name: 'Move out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move out' }).click();
  await page.getByText('You have moved out.').waitFor();
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('You are signed out').waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('E-mail or password are not right.').waitFor();
  // The browser itself reports the password that was refused, and what the old token and other
  // services did not know of the new home yet.
  expect(complaints.filter(each => !/status of 40[014]/.test(each))).toEqual([]);
  await context.close();
});

test('a forgotten password is replaced by the link of a mail', async () => {
  const email = 'resident21@demo.example';
  const { context, page } = await visit(web);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByRole('heading', { name: 'A new password' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByText('a link is on its way').waitFor();
  await page.goto(await linkTo(web, email, 'reset-password'));
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, email);
  await context.close();
});

test('who has a second factor is asked for it, and a wrong code is not the end', async () => {
  const email = 'resident22@demo.example';
  const ask = await api(web, email);
  const { uri } = await ask('/me/totp', 'POST', {});
  const totp = new TOTP({ secret: new URL(uri!).searchParams.get('secret')! });
  const { recoveryCodes } = await ask('/me/totp/confirm', 'POST', { code: totp.generate() });
  const { context, page } = await visit(web);
  await page.goto('/');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Code').fill((recoveryCodes as unknown as string[])[0]!);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#content').waitFor();
  await context.close();
});
