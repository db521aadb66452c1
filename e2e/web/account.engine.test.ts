// What people do about their account, and how they find their way, in a real browser.

import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { api, openWeb, password, settle, visit } from './browser.ts';

const web = openWeb();

test('on a phone, More leads to what the bar has no room for, by the keyboard as well', async () => {
  const { context, page } = await visit(web, { as: 'resident5@demo.example', width: 360 });
  await settle(page);
  const more = page.getByRole('button', { name: 'More' });
  await more.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await expect.poll(() => more.evaluate(button => button === document.activeElement)).toBe(true);
  await more.click();
  await sheet.getByRole('link', { name: 'Services' }).click();
  await page.getByRole('heading', { level: 1, name: 'Services' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/services');
  await sheet.waitFor({ state: 'hidden' });
  await context.close();
});

/** The code an authenticator app shows for a secret, by the clock of the platform, which is this one. */
const codeOf = (secret: string, offsetSteps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offsetSteps * 30_000 });

test('a second factor is set up by its picture or key, asked for at the next sign-in, and turned off', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident21@demo.example' });
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  const secret = ((await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('The code that the app shows').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('The code that the app shows').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem');
  await expect.poll(() => codes.count()).toBe(10);
  const recovery = (await codes.first().textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'New recovery codes' }).waitFor();

  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('resident21@demo.example');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // The code of the next half minute: that of this one was taken.
  await page.getByLabel('Code').fill(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await page.locator('#content').waitFor();

  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('resident21@demo.example');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code').fill(recovery);
  await page.keyboard.press('Enter');
  await page.locator('#content').waitFor();

  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('button', { name: 'Set up' }).waitFor();
  expect(complaints.filter(line => !/40[13]/.test(line))).toEqual([]);
  await context.close();
});

test('whoever changes the password stays in here and is out everywhere else', async () => {
  const email = 'resident22@demo.example';
  const there = await visit(web, { as: email });
  const { context, page } = await visit(web, { as: email });
  const change = async (from: string, to: string) => {
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Current password').fill(from);
    await dialog.getByLabel('New password').fill(to);
    await dialog.getByRole('button', { name: 'Change password' }).click();
  };
  await page.goto('/account/security');
  await change('not the password', 'a garden behind the house');
  await page.getByText('This is not your password.').waitFor();
  await page.keyboard.press('Escape');
  await change(password, 'a garden behind the house');
  await page.getByText('Your password is changed.').waitFor();
  await expect.poll(() => page.getByText('Sign out there').count()).toBe(0);
  await there.page.getByText('Your session was ended').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await change('a garden behind the house', password);
  await page.getByText('Your password is changed.').waitFor();
  await context.close();
  await there.context.close();
});

test('what somebody wants to be told, and when, is kept', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident23@demo.example', width: 360 });
  await page.goto('/account/notifications');
  const sms = page.getByRole('group', { name: 'Reports' }).getByRole('button', { name: 'SMS' });
  const wanted = (await sms.getAttribute('aria-pressed')) === 'true' ? 'false' : 'true';
  await sms.click();
  await expect.poll(() => sms.getAttribute('aria-pressed')).toBe(wanted);
  await page.getByRole('checkbox', { name: /Quiet hours/ }).check();
  await page.getByLabel('From').fill('21:30');
  await page.getByRole('button', { name: 'Once a day' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await expect.poll(() => sms.getAttribute('aria-pressed')).toBe(wanted);
  await expect.poll(() => page.getByLabel('From').inputValue()).toBe('21:30');
  const daily = page.getByRole('button', { name: 'Once a day' });
  await expect.poll(() => daily.getAttribute('aria-pressed')).toBe('true');
  expect(complaints).toEqual([]);
  await context.close();
});

test('an address is kept, changed and removed', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident24@demo.example', width: 360 });
  await page.goto('/account/addresses');
  await page.getByRole('button', { name: 'Add an address' }).first().click();
  await page.getByLabel('Street and number').fill('Lindenallee 99');
  await page.getByLabel('Postcode').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByRole('checkbox', { name: 'Parcels go here' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'Lindenallee 99' });
  await card.getByText('Parcels go here').waitFor();
  await card.getByRole('button', { name: 'Change: Lindenallee 99' }).click();
  await page.getByLabel('Town').fill('Potsdam');
  await page.getByRole('button', { name: 'Save' }).click();
  await card.getByText('10115 Potsdam').waitFor();
  await card.getByRole('button', { name: 'Remove: Lindenallee 99' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await card.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await context.close();
});

test('all that is kept about somebody is collected, with who answered, and saved as one file', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident25@demo.example' });
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Collect my data' }).click();
  const download = page.getByRole('button', { name: 'Download' }).first();
  await download.waitFor({ timeout: 30_000 });
  await page.getByText('Complete', { exact: true }).first().waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
  expect(file.suggestedFilename()).toMatch(/^agora-data-\d{4}-\d\d-\d\d\.json$/);
  const archive = JSON.parse(readFileSync(await file.path(), 'utf8'));
  expect(Object.keys(archive.data)).toContain('iam');
  await page.getByRole('button', { name: 'Who answered' }).first().click();
  await page.getByText('Sign-in', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('the search box opens by a key, finds in groups while one types, and is used without a mouse', async () => {
  const { context, page, complaints } = await visit(web, { as: 'resident6@demo.example' });
  await settle(page);
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: 'Search' });
  await box.waitFor();
  await page.keyboard.type('tea pot');
  const products = page.getByRole('group', { name: 'Products' });
  await products
    .getByRole('option', { name: /Tea Pot/ })
    .first()
    .waitFor();
  await box.fill('acc');
  const account = page.getByRole('group', { name: 'Pages' }).getByRole('option', { name: 'Account' });
  await expect.poll(() => account.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tea pot');
  const hit = products.getByRole('option').first();
  await hit.waitFor();
  await expect.poll(() => hit.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /tea pot/i }).waitFor();
  // Who is faster than the answers comes to the first of them all the same.
  await page.keyboard.press('Control+k');
  await box.waitFor();
  await page.keyboard.type('kitchen scale');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /kitchen scale/i }).waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('tea pot');
  expect(complaints).toEqual([]);
  await context.close();
});

test('what concerns the account asks for the password again where the sign-in is old', async () => {
  const { context, page } = await visit(web, { as: 'resident26@demo.example', width: 360 });
  await page.goto('/account/security');
  // As the server answers ten minutes after the sign-in.
  let asked = 0;
  await page.route('**/api/v1/me/totp', route =>
    asked++ === 0
      ? route.fulfill({ status: 403, json: { code: 'fresh_session_required', status: 403 } })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'Set up' }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' });
  await proof.getByLabel('Your password').fill('not the password');
  await proof.getByRole('button', { name: 'Go on' }).click();
  await proof.getByText('This is not your password.').waitFor();
  await proof.getByLabel('Your password').fill(password);
  await proof.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  expect(asked).toBe(2);
  await context.close();
});

test('a message is counted beside Chat as it comes, and no more once it is read', async () => {
  const { context, page } = await visit(web, { as: 'resident8@demo.example' });
  await settle(page);
  // The live connection begins a second after the page.
  await page.waitForTimeout(2_000);
  const chat = page.getByRole('navigation').getByRole('link', { name: /^Chat/ }).first();
  const unread = async () => Number(/(\d+) unread/.exec((await chat.textContent()) ?? '')?.[1] ?? 0);
  const before = await unread();
  const [me, neighbour] = await Promise.all([api(web, 'resident8@demo.example'), api(web, 'resident9@demo.example')]);
  const [home] = (await neighbour('/me/homes')).items as unknown as { buildingId: string }[];
  const { id: userId } = await me('/me');
  const { id } = await neighbour('/direct-channels', 'POST', { buildingId: home!.buildingId, userId });
  await neighbour(`/channels/${id}/messages`, 'POST', { localId: crypto.randomUUID(), text: 'Is the sun out there?' });
  await expect.poll(unread, { timeout: 10_000 }).toBe(before + 1);
  await page.goto(`/chat/${id}`);
  await page.getByText('Is the sun out there?').first().waitFor();
  await expect.poll(unread, { timeout: 10_000 }).toBe(before);
  await context.close();
});
