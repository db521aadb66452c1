// What the administrator does with the platform, by clicking; and that it is theirs alone.

import { expect, test } from 'vitest';
import { openWeb, settle, visit } from './browser.ts';

const web = openWeb();

test('an administrator sees every service, runs a job, words a message anew, and checks the security log', async () => {
  const { page, context } = await visit(web, { as: 'admin@demo.example' });
  await page.getByRole('link', { name: 'Administration' }).click();
  for (const service of ['gateway', 'iam', 'order'])
    await page.getByRole('heading', { name: service, exact: true }).waitFor();
  // One that is slow just now is asked again by itself.
  await expect.poll(() => page.getByText('Answers', { exact: true }).count(), { timeout: 30_000 }).toBe(17);

  await page.getByRole('link', { name: 'Jobs' }).click();
  await page.getByLabel('Service').selectOption('gateway');
  const job = page.getByRole('listitem').filter({ hasText: 'kernel-upkeep' });
  const runs = async () => Number(/(\d+) runs?/.exec((await job.textContent()) ?? '')?.[1]);
  const before = await runs();
  await job.getByRole('button', { name: 'Run now: kernel-upkeep' }).click();
  await page.getByText('It begins within seconds.').waitFor();
  await expect.poll(runs, { timeout: 15_000 }).toBe(before + 1);

  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByPlaceholder(/ticket\.created/).fill('ticket.resolved');
  await page.getByRole('link', { name: /\{\{title\}\}/ }).click();
  const words = `Done and mended ${Math.random().toString(36).slice(2)}`;
  await page.getByLabel('Subject').fill(`${words}: {{title}}`);
  await page.getByText(`${words}: The radiator stays cold`).first().waitFor();
  const frame = page.frameLocator('iframe');
  await frame.getByText('The radiator stays cold').first().waitFor();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('In force from now on.').waitFor();
  await page.getByRole('button', { name: 'Back to the original' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Back to the original' }).click();
  await page.getByText('The original is in force again.').waitFor();
  await page
    .getByRole('button', { name: /^Take up again: Version/ })
    .first()
    .click();
  await expect.poll(() => page.getByLabel('Subject').inputValue()).toBe(`${words}: {{title}}`);

  await page.getByRole('link', { name: 'Payments' }).click();
  await page.getByRole('button', { name: 'Check the ledger' }).click();
  await page.getByText(/^All \d+ entries are as they were written/).waitFor();
  await page.getByRole('heading', { name: 'Sandbox' }).waitFor();

  await page.getByRole('link', { name: 'Security log' }).click();
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText(/^The chain holds: all \d+ entries/).waitFor();
  await page.getByText('Signed in').first().waitFor();
  await context.close();
});

test('a resident who opens it is told that it is not for them, and asks nothing of it', async () => {
  const { page, context, complaints } = await visit(web, { as: 'resident1@demo.example' });
  const asked: string[] = [];
  page.on('request', request => request.url().includes('/platform/') && asked.push(request.url()));
  await settle(page);
  expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  await page.goto('/admin');
  await page.getByRole('heading', { name: 'This page is not for you' }).waitFor();
  expect([asked, complaints]).toEqual([[], []]);
  await context.close();
});
