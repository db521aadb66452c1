// Rooms, by clicking: booked with a deposit, lost to a neighbour, waited for, asked for.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseDay, holdHall, openRoom, slot, workdayIn } from './booking.ts';
import { openWeb, type Visit, visit } from './browser.ts';

const web = openWeb();
let ada: Visit;
let ben: Visit;
let mia: Visit;

beforeAll(async () => {
  ada = await visit(web, { as: 'resident1@demo.example' });
  ben = await visit(web, { as: 'resident2@demo.example', width: 360 });
  mia = await visit(web, { as: 'manager1@demo.example' });
});
afterAll(async () => {
  for (const { context, complaints } of [ada, ben, mia]) {
    // What is refused on purpose the browser tells of, too.
    expect(complaints.filter(each => !each.includes('Failed to load resource'))).toEqual([]);
    await context.close();
  }
});

test('a resident books the hall with a deposit and cancels while all of it comes back', async () => {
  const { page } = ada;
  await openRoom(page, 'Party hall');
  await chooseDay(page, workdayIn(20));
  await slot(page, '18:00').click();
  await slot(page, '20:00').click();
  await page.getByText(/^Until .* all of the fee comes back\.$/).waitFor();
  await page.getByRole('button', { name: 'Hold it and pay' }).click();
  await page.getByText('Please accept the terms first.').waitFor();
  await holdHall(page);

  await page.getByRole('timer').waitFor();
  expect(await page.getByRole('timer').textContent()).toMatch(/^(3:00|2:5\d)$/);
  await page.getByLabel('Card', { exact: true }).selectOption('tok_insufficient_funds');
  await page.getByRole('button', { name: 'Pay €280.00' }).click();
  await page.getByText('The payment was declined; nothing was charged.').waitFor();
  await page.getByLabel('Card', { exact: true }).selectOption('tok_visa');
  await page.getByRole('button', { name: 'Pay €280.00' }).click();
  await page.getByText('It is yours. Paid and booked.').waitFor();

  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  const sure = page.getByRole('dialog');
  await sure.getByText('€280.00 comes back if you cancel now.').waitFor();
  await sure.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByText('Given back, or on its way').waitFor();
  await page.getByText('Cancelled', { exact: true }).waitFor();
});

test('a time that is held is lost for the neighbour, and once it is let go of for the one who looks at the countdown', async () => {
  const day = workdayIn(21);
  for (const { page } of [ada, ben]) {
    await openRoom(page, 'Party hall');
    await chooseDay(page, day);
    await slot(page, '12:00').click();
  }
  await holdHall(ada.page);
  await ada.page.getByRole('timer').waitFor();

  // Ben still saw it as free.
  await holdHall(ben.page);
  await ben.page.getByText('A neighbour was faster: this time was taken while you looked.').waitFor();
  await ben.page.getByRole('heading', { name: 'Free next' }).waitFor();
  const address = ben.page.url();

  // Ada's page hears nothing for a while, and she lets go of it elsewhere.
  const { pathname } = new URL(ada.page.url());
  await ada.page.route(`**/v1${pathname}`, route => route.abort());
  const elsewhere = await ada.context.newPage();
  await elsewhere.goto(pathname);
  await elsewhere.getByRole('button', { name: 'Let go of it' }).click();
  await elsewhere.getByText('It is free for others again.').waitFor();
  await elsewhere.close();

  await ben.page.goto(address);
  await holdHall(ben.page);
  await ben.page.getByRole('button', { name: 'Pay €280.00' }).click();
  await ben.page.getByText('It is yours. Paid and booked.').waitFor();

  await ada.page.getByRole('timer').waitFor();
  await ada.page.unroute(`**/v1${pathname}`);
  const told = ada.page.getByRole('alert');
  await told.getByText('A neighbour has this time now.').waitFor();
  await ada.page
    .getByRole('link', { name: /, 1\d:00 – 1\d:00$/ })
    .first()
    .click();
  await ada.page.getByRole('button', { name: 'Hold it and pay' }).waitFor();
});

test('what becomes free is offered to who waited for it, and taken', async () => {
  const day = workdayIn(16);
  await openRoom(ada.page, 'Meeting room 2');
  await chooseDay(ada.page, day);
  await slot(ada.page, '08:00').click();
  await ada.page.getByRole('button', { name: 'Book', exact: true }).click();
  await ada.page.getByText('It is yours.').first().waitFor();

  await openRoom(ben.page, 'Meeting room 2');
  await chooseDay(ben.page, day);
  await slot(ben.page, '08:00').click();
  await ben.page.getByRole('button', { name: 'Wait for it' }).click();
  await ben.page.getByRole('link', { name: /^You wait for it/ }).click();
  await ben.page.getByRole('button', { name: 'Wait no longer' }).waitFor();

  await ada.page.getByRole('button', { name: 'Cancel the booking' }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
  await ada.page.getByText('You gave this time up.').waitFor();

  const offer = ben.page.locator('main li', { hasText: 'Offered' });
  // Nobody reloads.
  await offer.getByRole('link').click({ timeout: 30_000 });
  await ben.page.getByRole('button', { name: 'Take it' }).click();
  await ben.page.getByText('It is yours.').first().waitFor();
});

test('a manager sets a room up, and approves a series of which one date is taken', async () => {
  const name = `Workshop ${Math.random().toString(36).slice(2, 8)}`;
  const { page } = mia;
  await page.goto('/manage/rooms');
  await page.getByRole('button', { name: 'Add something' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Add something' }).click();
  await page.getByText('It is not open at any time yet.').waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Mon, Tue, Wed, Thu, Fri, 08:00 – 20:00').waitFor();
  await page.getByLabel('The management decides on each booking').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();

  // Ben has the second of the dates that Ada wants.
  const day = workdayIn(8);
  const next = new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10);
  await openRoom(ben.page, name);
  await chooseDay(ben.page, next);
  await slot(ben.page, '10:00').click();
  await ben.page.getByRole('button', { name: 'Ask for it' }).click();
  await ben.page.getByText(/^The management decides until/).waitFor();

  await openRoom(ada.page, name);
  await chooseDay(ada.page, day);
  await slot(ada.page, '10:00').click();
  await ada.page.getByLabel('Book it again and again').check();
  for (const _ of [6, 5, 4]) await ada.page.getByRole('button', { name: 'One less' }).click();
  await ada.page.getByRole('button', { name: 'Look at the dates' }).click();
  await ada.page.getByText('2 of 3 can be had').waitFor();
  await ada.page.getByText('Somebody else has this time.').waitFor();
  await ada.page.getByRole('button', { name: 'Ask for 2 dates' }).click();
  await ada.page.waitForURL('**/bookings');

  await page.goto('/manage/bookings');
  const asked = page.locator('li', { hasText: name });
  await expect.poll(() => asked.count()).toBe(3);
  await asked.first().getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Approved. They are told.').waitFor();
  await expect.poll(() => asked.count()).toBe(2);
});

test('a resident checks in by the code at the door, and a manager keeps a part of the deposit', async () => {
  const name = `Sauna ${Math.random().toString(36).slice(2, 8)}`;
  const { page } = mia;
  await page.goto('/manage/rooms');
  await page.getByRole('button', { name: 'Add something' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Add something' }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  for (const day of ['Saturday', 'Sunday']) await page.getByRole('button', { name: day }).click();
  await page.getByLabel('From (time)').fill('00:00');
  await page.getByLabel('Until (time)').fill('00:00');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Every day, 00:00 – 24:00').waitFor();
  await page.getByLabel('Length of a slot').selectOption('15');
  await page.getByLabel('Deposit').fill('20');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const code = await page.getByText(/^\d{6}$/).textContent();

  await openRoom(ada.page, name);
  // The next quarter of an hour: whoever comes so early may come in.
  await ada.page
    .getByRole('button', { name: /^\d\d:\d\d – .* free$/ })
    .first()
    .click();
  await ada.page.getByRole('button', { name: 'Hold it and pay' }).click();
  await ada.page.getByRole('button', { name: 'Pay €20.00' }).click();
  await ada.page.getByLabel('Code at the door').fill(code === '000000' ? '111111' : '000000');
  await ada.page.getByRole('button', { name: 'Check in' }).click();
  await ada.page.getByText('This is not the code at the door.').waitFor();
  await ada.page.getByLabel('Code at the door').fill(code!);
  await ada.page.getByRole('button', { name: 'Check in' }).click();
  await ada.page.getByText(/^Checked in at/).waitFor();

  await page.goto(new URL(ada.page.url()).pathname);
  await page.getByRole('button', { name: 'Keep of the deposit' }).click();
  const keep = page.getByRole('dialog');
  await keep.getByLabel('Amount').fill('5,50');
  await keep.getByLabel('What for').fill('A broken bench');
  await keep.getByRole('button', { name: 'Keep of the deposit' }).click();
  await page.getByText('€5.50').waitFor();
});

test('a resident enters a draw, finds the wish again, and takes part no more', async () => {
  const { page } = ben;
  await openRoom(page, 'Party hall');
  await page.getByRole('link', { name: 'Look at the draw' }).click();
  await page.getByRole('button', { name: 'Add this wish' }).click();
  await page.getByLabel('I have read the terms and accept them').check();
  await page.getByRole('button', { name: 'Enter the draw' }).click();
  await page.getByText('You take part.', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Take out: / }).waitFor();
  await page.getByRole('button', { name: 'Take part no more' }).click();
  await page.getByText('You do not take part yet.').waitFor();
});
