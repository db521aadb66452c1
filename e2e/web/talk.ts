// What people do in a conversation, by clicking.

import type { Page } from 'playwright-core';

/** Opens a channel of the building by its name. */
export async function openChannel(page: Page, name: string): Promise<void> {
  await page.goto('/chat');
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Write a message').waitFor();
}

/** Writes and sends; does not wait until it has arrived. */
export async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel('Write a message').fill(words);
  await page.getByLabel('Write a message').press('Enter');
}
