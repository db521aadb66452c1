// Two neighbours talk, in real browsers, with a connection that is lost on the way.

import { expect, test } from 'vitest';
import { openWeb, visit } from './browser.ts';
import { openChannel, say } from './talk.ts';

const web = openWeb();
const unique = (): string => Math.random().toString(36).slice(2);

test('two neighbours talk: at once, once, through a lost connection, edited and taken back', async () => {
  const ada = await visit(web, { as: 'resident1@demo.example' });
  const ben = await visit(web, { as: 'resident2@demo.example', width: 360 });
  await openChannel(ada.page, 'Garden');
  await openChannel(ben.page, 'Garden');

  const [first, second, third] = [`first ${unique()}`, `second ${unique()}`, `third ${unique()}`];
  await say(ada.page, first);
  await ada.page.getByRole('article', { name: 'You' }).filter({ hasText: first }).getByLabel('sent').waitFor();
  await ben.page.getByText(first).waitFor();

  await ben.page.getByLabel('Write a message').pressSequentially('Well');
  await ada.page.getByText('is writing …').waitFor();

  // Without a connection it waits, and goes out in its order once it is back.
  await ben.context.setOffline(true);
  await say(ben.page, second);
  await ben.page.getByLabel('is being sent').waitFor();
  await say(ada.page, third);
  await ben.context.setOffline(false);
  await ada.page.getByText(second).waitFor({ timeout: 30_000 });
  await ben.page.getByText(third).waitFor({ timeout: 30_000 });
  await ben.page.getByRole('article', { name: 'You' }).filter({ hasText: second }).getByLabel('sent').waitFor();
  for (const { page } of [ada, ben])
    for (const words of [first, second, third]) expect(await page.getByText(words).count()).toBe(1);

  const mine = ada.page.getByRole('article').filter({ hasText: third });
  await mine.hover();
  await mine.getByRole('button', { name: 'More on this message' }).click();
  await ada.page.getByRole('menuitem', { name: 'Edit' }).click();
  await ada.page.getByLabel('Write a message').fill(`${third} indeed`);
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await ben.page.getByText(`${third} indeed`).waitFor();
  await mine.hover();
  await mine.getByRole('button', { name: 'More on this message' }).click();
  await ada.page.getByRole('menuitem', { name: 'Take back' }).click();
  await ben.page.getByText('This message was taken back.').waitFor();
  expect(await ben.page.getByText(third).count()).toBe(0);
  await ada.context.close();
  await ben.context.close();
});

test('a message the server refuses stays with its reason until it is sent again or discarded', async () => {
  const { context, page } = await visit(web, { as: 'resident3@demo.example' });
  await openChannel(page, 'Garden');
  const words = `refused ${unique()}`;
  await page.route('**/api/v1/channels/*/messages', route =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 403, json: { code: 'permission_denied', detail: 'No.' } })
      : route.continue(),
  );
  await say(page, words);
  await page.getByRole('alert').getByText('Not sent.').waitFor();
  await page.unroute('**/api/v1/channels/*/messages');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('article', { name: 'You' }).filter({ hasText: words }).getByLabel('sent').waitFor();
  expect(await page.getByText(words).count()).toBe(1);
  await context.close();
});
