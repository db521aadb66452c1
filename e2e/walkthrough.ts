// The README's walk-through: a resident reports a problem with a photo, the manager assigns it, asks, and it is resolved.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { seedId } from '../kernel/seed.ts';
import { type Api, eventually, items, ok, signIn } from './api.ts';

const photo = readFileSync(new URL('../docs/assets/radiator.jpg', import.meta.url));

/** Walks through against a running platform with the demo community in it. */
export async function walkThrough(api: Api): Promise<void> {
  const resident = await signIn(api, 'resident1@demo.example');
  const manager = await signIn(api, 'manager1@demo.example');

  const [home] = items(ok(await api('GET', '/api/v1/me/homes', { token: resident })));
  const { buildingId, unitId } = home as { buildingId: string; unitId: string };
  const [category] = items(
    ok(await api('GET', `/api/v1/buildings/${buildingId}/ticket-categories`, { token: resident })),
  );

  const file = ok(
    await api('POST', '/api/v1/files?name=radiator.jpg', {
      token: resident,
      file: { type: 'image/jpeg', content: photo },
    }),
    201,
  );
  const report = { buildingId, unitId, categoryId: category!.id, title: 'The radiator drips', fileIds: [file.id] };
  const key = `walk-${performance.now()}`;
  const ticket = ok(await api('POST', '/api/v1/tickets', { token: resident, key, json: report }), 201);
  expect(ok(await api('POST', '/api/v1/tickets', { token: resident, key, json: report }), 201)).toEqual(ticket);
  const path = `/api/v1/tickets/${ticket.id}`;

  const board = ok(await api('GET', `/api/v1/buildings/${buildingId}/tickets?status=open`, { token: manager }));
  expect(JSON.stringify(board)).toContain(ticket.id);
  const [attachment] = items(ok(await api('GET', `${path}/attachments`, { token: manager })));
  const address = new URL(attachment!.url as string);
  ok(await api('GET', `${address.pathname}${address.search}`));

  ok(await api('PUT', `${path}/assignment`, { token: manager, json: { assigneeId: seedId('staff:1') } }));
  const staff = await signIn(api, 'staff1@demo.example');
  ok(await api('POST', `${path}/question`, { token: staff, json: { question: 'Which radiator is it?' } }), 201);
  expect(ok(await api('GET', path, { token: resident })).status).toBe('waiting_for_resident');

  await eventually(
    async () => items(ok(await api('GET', '/api/v1/notifications', { token: resident }))),
    found => found.some(({ link }) => String(link).includes(String(ticket.id))),
    15_000,
  );
  ok(await api('POST', `${path}/answer`, { token: resident, json: { answer: 'The one in the kitchen.' } }), 201);
  ok(await api('POST', `${path}/resolution`, { token: staff, json: { note: 'A new valve.' } }));
  expect(ok(await api('GET', path, { token: resident })).status).toBe('resolved');

  const mailbox = () => api('GET', '/api/v1/mailbox');
  await eventually(mailbox, ({ body }) => String(body.text).includes('The radiator drips'), 20_000);
}
