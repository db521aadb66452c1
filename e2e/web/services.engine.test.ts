// From a report by way of a request to a paid job, by clicking, on both sides: the end of the README's walk among neighbours.

import { expect, test } from 'vitest';
import { openWeb, visit } from './browser.ts';

const web = openWeb();

test('a resident asks, a plumber quotes, the resident accepts, is declined once, pays, and has a visitor pass', async () => {
  const ada = await visit(web, { as: 'resident1@demo.example' });
  const title = `The tap drips ${Math.random().toString(36).slice(2)}`;
  await ada.page.goto('/tickets/new');
  await ada.page.getByRole('button', { name: 'Plumbing' }).click();
  await ada.page.getByLabel('What is broken?').fill(title);
  await ada.page.getByRole('button', { name: 'Send the report' }).click();
  await ada.page.getByRole('link', { name: 'Ask for quotes' }).click();
  await ada.page.getByLabel('Kind of work').selectOption('plumbing');
  await ada.page.getByRole('button', { name: 'Send the request' }).click();
  await ada.page.waitForURL('**/quote-requests/*');
  const address = new URL(ada.page.url()).pathname;

  const plumber = await visit(web, { as: 'provider1@demo.example' });
  await plumber.page.goto('/provide');
  await plumber.page.getByRole('link', { name: title }).click();
  await plumber.page.getByLabel('Work or part').fill('New tap, fitted');
  await plumber.page.getByLabel('Price of one').fill('119');
  // The next Wednesday that is far enough: plumbers of the demo work on weekdays.
  const day = new Date(Date.now() + 3 * 86_400_000);
  while (day.getUTCDay() !== 3) day.setUTCDate(day.getUTCDate() + 1);
  const date = day.toISOString().slice(0, 10);
  await plumber.page.getByLabel('Begins').fill(`${date}T10:00`);
  await plumber.page.getByLabel('Ends').fill(`${date}T12:00`);
  await plumber.page.getByRole('button', { name: 'Send the quote' }).click();
  await plumber.page.getByText('Your quote is on its way.').waitFor();

  await ada.page.goto(address);
  await ada.page.getByRole('button', { name: 'Accept for this time' }).click();
  await ada.page.getByLabel('Card', { exact: true }).selectOption('tok_insufficient_funds');
  await ada.page.getByRole('button', { name: /^Pay · €119\.00$/ }).click();
  await ada.page.getByText('The payment was declined.').waitFor();
  await ada.page.getByLabel('Card', { exact: true }).selectOption('tok_visa');
  await ada.page.getByRole('button', { name: /^Pay · €119\.00$/ }).click();
  await ada.page.getByText('Visitor pass').waitFor();
  await expect.poll(() => ada.page.getByText(/^[0-9A-Z]{8}$/).count()).toBe(1);

  await plumber.page.goto(new URL(ada.page.url()).pathname);
  await plumber.page.getByText('Booked', { exact: true }).waitFor();
  await ada.context.close();
  await plumber.context.close();
});
