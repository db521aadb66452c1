// A repair from the report to its end and back again, by clicking on the one side and by keyboard alone on the other.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openWeb, settle, visit } from './browser.ts';

const web = openWeb();
const photo = new URL('../../docs/assets/radiator.jpg', import.meta.url).pathname;

/** Which column the focused card is in, if a card has the focus. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-column]')?.dataset.column ?? null);

/** Goes on by Tab until something is reached. */
async function tabTo(page: Page, there: () => Promise<boolean>): Promise<void> {
  for (let press = 0; press < 60 && !(await there()); press++) await page.keyboard.press('Tab');
  expect(await there()).toBe(true);
}

/** Presses the button of the dialog one is in. */
async function submit(page: Page): Promise<void> {
  const button = () => page.evaluate(() => document.activeElement?.getAttribute('type') === 'submit');
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Goes down an open menu to an entry, and takes it. */
async function chooseByKey(page: Page, name: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name });
  await entry.waitFor();
  const chosen = entry.and(page.locator(':focus'));
  for (let press = 0; press < 6 && (await chosen.count()) === 0; press++) {
    await page.keyboard.press('ArrowDown');
    // The menu moves the focus a moment after the key.
    await page.waitForTimeout(80);
  }
  await page.keyboard.press('Enter');
}

const landed = (page: Page, column: string) => expect.poll(() => focused(page), { timeout: 10_000 }).toBe(column);

test('a resident reports with a photo; the manager leads it through its states by keyboard; it is answered, solved and reopened', async () => {
  const title = `The radiator drips ${Math.random().toString(36).slice(2)}`;
  const ada = await visit(web, { as: 'resident1@demo.example' });
  await ada.page.goto('/');
  await ada.page.getByRole('link', { name: 'Report a problem' }).click();
  await ada.page.getByRole('button', { name: 'Heating and hot water' }).click();
  await ada.page.getByLabel('What is broken?').fill(title);
  await ada.page.locator('input[type=file]').setInputFiles(photo);
  await ada.page.getByRole('button', { name: 'Remove the photo' }).waitFor();
  await ada.page.getByRole('button', { name: 'Send the report' }).click();
  await ada.page.waitForURL(/\/tickets\/[0-9a-f-]{36}$/);
  await ada.page.getByRole('img', { name: `Photo: ${title}` }).waitFor();

  const ben = await visit(web, { as: 'manager1@demo.example' });
  const { keyboard } = ben.page;
  await ben.page.goto('/manage/tickets');
  await settle(ben.page);
  await tabTo(ben.page, () => ben.page.evaluate(() => document.activeElement?.getAttribute('type') === 'search'));
  await keyboard.type(title);
  await keyboard.press('Enter');
  const card = ben.page.getByRole('article').filter({ hasText: title });
  await expect.poll(() => ben.page.getByRole('article').count()).toBe(1);
  await tabTo(ben.page, async () => (await focused(ben.page)) === 'open');

  await keyboard.press('Shift+ArrowRight');
  await ben.page.getByRole('dialog', { name: 'Who cares for it?' }).waitFor();
  await submit(ben.page);
  await landed(ben.page, 'assigned');
  await keyboard.press('Shift+ArrowRight');
  await landed(ben.page, 'in_progress');
  await keyboard.press('Shift+ArrowRight');
  await ben.page.getByRole('dialog', { name: 'Ask the household' }).waitFor();
  await keyboard.type('Which radiator is it?');
  await submit(ben.page);
  await landed(ben.page, 'waiting_for_resident');
  await ben.page.getByRole('status').filter({ hasText: 'Asked' }).waitFor({ state: 'attached' });

  // She is told without having to look again.
  await ada.page.getByText('Which radiator is it?').waitFor();
  await ada.page.getByLabel('Your answer').fill('The one in the kitchen.');
  await ada.page.getByRole('button', { name: 'Send the answer' }).click();
  await ada.page.getByText('Thank you. It goes on now.').waitFor();

  await landed(ben.page, 'in_progress');
  await keyboard.press('m');
  await chooseByKey(ben.page, 'Move to “Resolved”');
  await ben.page.getByRole('dialog', { name: 'It is solved' }).waitFor();
  await keyboard.type('A new valve.');
  await submit(ben.page);
  await landed(ben.page, 'resolved');

  await ada.page.getByText('A new valve.').waitFor();
  await ada.page.getByRole('button', { name: 'No, it is not' }).click();
  await ada.page.getByLabel('What is still wrong?').fill('It drips again.');
  await ada.page.getByRole('button', { name: 'Open it again' }).click();
  await ada.page.getByText('It is open again.').waitFor();

  await landed(ben.page, 'assigned');
  // Each column is read anew by itself.
  await expect.poll(() => card.count()).toBe(1);
  expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  await ada.context.close();
  await ben.context.close();
});

test('a card is dragged to another state, and the filters stand in the address', async () => {
  const ben = await visit(web, { as: 'manager1@demo.example' });
  await ben.page.goto('/manage/tickets?breached=true');
  await settle(ben.page);
  await ben.page
    .getByRole('button', { name: 'Late', exact: false })
    .and(ben.page.locator('[aria-pressed=true]'))
    .click();
  await ben.page.waitForURL(/\/manage\/tickets$/);
  const card = ben.page.locator('[data-column=assigned] article').first();
  const id = await card.getAttribute('data-ticket');
  await card.dragTo(ben.page.locator('[data-column=in_progress]'));
  await ben.page.locator(`[data-column=in_progress] [data-ticket="${id}"]`).waitFor();
  await settle(ben.page);
  await ben.page.reload();
  await ben.page.locator(`[data-column=in_progress] [data-ticket="${id}"]`).waitFor();
  expect(ben.complaints).toEqual([]);
  await ben.context.close();
});
