// The README's third walk-through: somebody joins a building by a code, posts, talks, books the hall, and hires a plumber.

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Api, eventually, items, ok, signIn } from './api.ts';

const password = 'a-long-enough-secret';

/** Walks through against a running platform with the demo community in it. */
export async function walkAmongNeighbours(api: Api): Promise<void> {
  const resident = await signIn(api, 'resident1@demo.example');
  const manager = await signIn(api, 'manager1@demo.example');
  const [home] = items(ok(await api('GET', '/api/v1/me/homes', { token: resident })));
  const { buildingId, unitId } = home as { buildingId: string; unitId: string };

  const email = `mia-${randomUUID()}@example.org`;
  ok(await api('POST', '/api/v1/registrations', { json: { email, password, name: 'Mia Sommer' } }), 201);
  await proveAddress(api, email);
  const invited = { token: manager, json: { relation: 'household' } };
  const { code } = ok(await api('POST', `/api/v1/units/${unitId}/invitations`, invited), 201);
  const stranger = await signIn(api, email, password);
  expect((await api('GET', `/api/v1/buildings/${buildingId}/feed`, { token: stranger })).status).toBe(404);
  ok(await api('POST', '/api/v1/memberships', { token: stranger, json: { code } }), 201);

  // Roles travel in the token, so she signs in anew; the services hear of her a moment later.
  const mia = await eventually(
    () => signIn(api, email, password),
    token => rolesIn(token).includes('resident'),
    20_000,
  );
  const feed = `/api/v1/buildings/${buildingId}/feed`;
  await eventually(
    () => api('GET', feed, { token: mia }),
    ({ status, body }) => status === 200 && items(body).length > 3,
    20_000,
  );
  const said = { title: 'Hello', text: 'Who plays table tennis?' };
  const posts = `/api/v1/buildings/${buildingId}/posts`;
  const posted = await eventually(
    () => api('POST', posts, { token: mia, json: said }),
    ({ status }) => status === 201,
    20_000,
  );
  expect(items(ok(await api('GET', feed, { token: resident })))[0]).toMatchObject({ id: posted.body.id, ...said });

  await talk(api, mia, resident);
  await bookHall(api, mia, buildingId);
  await hirePlumber(api, resident, { buildingId, unitId });
}

const rolesIn = (token: string): string => Buffer.from(token.split('.')[1]!, 'base64url').toString();

/** Follows the link in the mail that was sent to an address. */
async function proveAddress(api: Api, email: string): Promise<void> {
  const { body } = await eventually(
    () => api('GET', '/api/v1/mailbox'),
    found => String(found.body.text).includes(email),
    20_000,
  );
  for (const [page] of String(body.text).matchAll(/\/api\/v1\/mailbox\/[0-9a-f-]{36}/g)) {
    const mail = String((await api('GET', page)).body.text);
    const token = /verify\?token=([\w.-]+)/.exec(mail)?.[1];
    if (token === undefined || !mail.includes(email)) continue;
    return void ok(await api('POST', '/api/v1/email-verifications/confirm', { json: { token } }));
  }
  throw new Error(`there is no mail to ${email}`);
}

async function talk(api: Api, mia: string, resident: string): Promise<void> {
  const channels = await eventually(
    () => api('GET', '/api/v1/channels', { token: mia }),
    ({ body }) => items(body).some(({ name, mayPost }) => name === 'Everybody' && mayPost === true),
    20_000,
  );
  const { id } = items(channels.body).find(({ name }) => name === 'Everybody')!;
  const json = { localId: randomUUID(), text: 'Table tennis tonight?' };
  const messages = `/api/v1/channels/${id}/messages`;
  const sent = ok(await api('POST', messages, { token: mia, json }), 201);
  expect(ok(await api('POST', messages, { token: mia, json }), 201)).toEqual(sent);
  expect(items(ok(await api('GET', messages, { token: resident })))[0]).toMatchObject({ id: sent.id, text: json.text });
}

/** Books and pays the hall with its deposit, and gives it up while all comes back. */
async function bookHall(api: Api, mia: string, buildingId: string): Promise<void> {
  const resources = items(ok(await api('GET', `/api/v1/buildings/${buildingId}/resources`, { token: mia })));
  const hall = `/api/v1/resources/${resources.find(({ name }) => name === 'Party hall')!.id}`;
  // Far enough away for all of the fee to come back; some days are to be drawn for.
  const days = `from=${dayIn(20)}&to=${dayIn(60)}`;
  const { slots } = ok(await api('GET', `${hall}/availability?${days}`, { token: mia })) as unknown as {
    slots: { start: string; end: string; free: number; bookable: string }[];
  };
  const { start, end } = slots.find(({ free, bookable }) => free > 0 && bookable === 'yes')!;
  const wish = { start, end, acceptedTerms: 1 };
  const booked = ok(await api('POST', `${hall}/bookings`, { token: mia, json: wish }), 201);
  expect(booked.state).toBe('held');
  const booking = `/api/v1/bookings/${booked.id}`;
  const method = { kind: 'card', token: 'tok_visa' };
  expect(ok(await api('POST', `${booking}/payment`, { token: mia, json: { method } })).state).toBe('confirmed');
  const taken = await api('POST', `${hall}/bookings`, { token: mia, json: wish });
  expect(taken).toMatchObject({ status: 409, body: { reason: 'slot_taken' } });
  const given = ok(await api('POST', `${booking}/cancellation`, { token: mia, json: {} }));
  expect(given).toMatchObject({ state: 'cancelled', refunded: { amount: '28000', currency: 'EUR' } });
}

/** Has a repair quoted from a ticket, accepts, pays into escrow, and confirms what was done. */
async function hirePlumber(api: Api, resident: string, home: { buildingId: string; unitId: string }): Promise<void> {
  const { buildingId } = home;
  const categories = await api('GET', `/api/v1/buildings/${buildingId}/ticket-categories`, { token: resident });
  const report = { ...home, categoryId: items(ok(categories))[0]!.id, title: 'The tap in the kitchen drips' };
  const { id: ticketId } = ok(await api('POST', '/api/v1/tickets', { token: resident, json: report }), 201);
  const asked = { buildingId, ticketId, category: 'plumbing' };
  const request = ok(await api('POST', '/api/v1/quote-requests', { token: resident, json: asked }), 201);

  const plumber = await signIn(api, 'provider1@demo.example');
  const [provider] = items(ok(await api('GET', '/api/v1/me/providers', { token: plumber })));
  const day = nextWorkday();
  const quoted = await api('POST', `/api/v1/quote-requests/${request.id}/quotes`, {
    token: plumber,
    json: {
      providerId: provider!.id,
      validUntil: new Date(Date.now() + 86_400_000).toISOString(),
      lines: [{ text: 'New tap, fitted', quantity: 1, unitPrice: '11900', taxRatePpm: 190_000 }],
      slots: [{ start: `${day}T10:00`, end: `${day}T12:00` }],
    },
  });
  const accepted = { token: resident, json: { start: `${day}T10:00` } };
  const job = ok(await api('POST', `/api/v1/quotes/${ok(quoted, 201).id}/acceptance`, accepted), 201);
  const paid = { token: resident, json: { method: { kind: 'card', token: 'tok_visa' } } };
  const booked = ok(await api('POST', `/api/v1/jobs/${job.id}/payment`, paid));
  expect(booked).toMatchObject({ state: 'booked', visitorPass: expect.any(String) });
  const manager = await signIn(api, 'manager1@demo.example');
  const shown = { token: manager, json: { code: booked.visitorPass } };
  const checked = await api('POST', `/api/v1/buildings/${buildingId}/visitor-passes`, shown);
  expect(checked).toMatchObject({ status: 409, body: { reason: 'pass_not_valid_now' } });
}

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A weekday in three to five days, when the demo's plumber works. */
const nextWorkday = (): string => [3, 4, 5].map(dayIn).find(day => new Date(day).getUTCDay() % 6 !== 0)!;
