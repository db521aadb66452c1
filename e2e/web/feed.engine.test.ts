// The feed, by clicking.

import { expect, test } from 'vitest';
import { openWeb, settle, visit } from './browser.ts';

const web = openWeb();

test('a neighbour posts, another reacts and comments, and both see it', async () => {
  const ada = await visit(web, { as: 'resident1@demo.example' });
  const words = `The lilac in the yard is in bloom ${Math.random().toString(36).slice(2)}`;
  await ada.page.getByRole('link', { name: 'Feed' }).first().click();
  await ada.page.getByLabel('New post').fill(words);
  await ada.page.getByRole('button', { name: 'Post', exact: true }).click();
  const mine = ada.page.getByRole('article').filter({ hasText: words });
  await mine.waitFor();
  await expect.poll(() => ada.page.getByLabel('New post').inputValue()).toBe('');

  const ben = await visit(web, { as: 'resident2@demo.example', width: 360 });
  await ben.page.goto('/feed');
  const his = ben.page.getByRole('article').filter({ hasText: words });
  await his.getByRole('button', { name: 'React' }).click();
  await ben.page.getByRole('menuitem', { name: 'Love' }).click();
  // At once, before the server has said anything.
  await his.getByRole('button', { name: 'Love: 1' }).waitFor();
  await his.getByRole('link', { name: 'Comment' }).click();
  await ben.page.getByLabel('Your comment').fill('I can smell it up here.');
  await ben.page.getByRole('button', { name: 'Send' }).click();
  await ben.page.getByRole('listitem').filter({ hasText: 'I can smell it up here.' }).waitFor();
  await expect.poll(() => ben.page.getByLabel('Your comment').inputValue()).toBe('');

  await ada.page.reload();
  await mine.getByRole('button', { name: 'Love: 1' }).waitFor();
  await mine.getByRole('link', { name: '1 comment' }).click();
  await ada.page.getByText('I can smell it up here.').waitFor();
  expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  await ada.context.close();
  await ben.context.close();
});

test('a reaction the server refuses is taken back', async () => {
  const { context, page } = await visit(web, { as: 'resident3@demo.example' });
  await page.goto('/feed');
  await settle(page);
  const first = page.getByRole('article').first();
  const before = await first.textContent();
  await page.route('**/api/v1/posts/*/reaction', route => route.fulfill({ status: 404, json: { code: 'not_found' } }));
  await first.getByRole('button', { name: 'React' }).click();
  await page.getByRole('menuitem', { name: 'Sad' }).click();
  await expect.poll(() => first.textContent()).toBe(before);
  await context.close();
});
