// What people do to book a room, by clicking.

import type { Page } from 'playwright-core';

/** A day so many days from today, and never a weekend: the meeting rooms are open then. */
export function workdayIn(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Opens a room by its name. */
export async function openRoom(page: Page, name: string): Promise<void> {
  await page.goto('/rooms');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name: 'Good to know' }).waitFor();
}

/** Turns to the month of a day and chooses it. */
export async function chooseDay(page: Page, day: string): Promise<void> {
  const there = page.locator(`[data-day="${day}"]`);
  await page.locator('[data-day]').first().waitFor();
  if ((await there.count()) === 0) await page.getByRole('button', { name: 'The next month' }).click();
  await there.click();
}

/** A time of the chosen day, by its beginning. */
export const slot = (page: Page, from: string) => page.getByRole('button', { name: new RegExp(`^${from} –`) });

/** Accepts the terms of what was chosen, and holds it. */
export async function holdHall(page: Page): Promise<void> {
  await page.getByLabel('I have read the terms and accept them').check();
  await page.getByRole('button', { name: 'Hold it and pay' }).click();
}
