// Gift cards and preorders: what their buyers are told, and what is kept of it.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { preorderMoved } from '#services/catalog/events';
import { giftCardsIssued } from '#services/payment/events';
import { type OrderState, shopNeighbours } from './shop.ts';
import { type Town, town } from './town.ts';

const around = shopNeighbours();
const { codes, newOrder } = around;
let home: Town;

beforeAll(async () => {
  home = await town({ peers: around.shopPeers });
});
afterAll(() => home.t.close());

const mailsTo = async (email: string) => (await home.mailbox()).filter(({ recipient }) => recipient === email);

/** A guest's order, and one of somebody with an account. */
function guest(about: Partial<OrderState> = {}) {
  const email = `guest-${randomUUID()}@post.example`;
  return { ...newOrder({ email, ...about }), email };
}
function buyer() {
  const person = home.person();
  return { person, ...newOrder({ userId: person.userId, email: 'other@post.example' }) };
}

test('the codes of gift cards go to their buyer by e-mail alone, once though told twice, and nothing of them is kept', async () => {
  const code = '7KQ2-M9XA-4TGP-B3WN';
  const issued = ({ orderId, userId }: OrderState) => ({ paymentId: randomUUID(), orderId, payerId: userId });
  const { person, ...order } = buyer();
  codes.set(order.orderId, [code]);
  const event = issued(order);
  // Whatever somebody wishes, what they paid for is told.
  await home.t.as(person).notification.setPreferences({
    items: [{ type: 'order.confirmed', channel: 'email', enabled: false }],
  });
  await home.t.deliver(giftCardsIssued, event);
  await home.t.deliver(giftCardsIssued, event);
  const mails = await mailsTo(person.email);
  expect(mails.filter(({ text }) => text.includes(code))).toHaveLength(1);
  expect(mails.at(-1)).toMatchObject({ subject: 'Your gift cards: order A-1042' });
  expect((await home.inApp(person)).map(({ type }) => type)).toContain('gift_card.issued');
  expect(JSON.stringify(await home.inApp(person))).not.toContain(code);
  const { kept } = await home.t.db('notification').one({ kept: col.int })`
    select count(*)::int as kept from (
      select to_jsonb(d)::text as row from deliveries d union all select to_jsonb(l)::text from notification_logs l
      union all select to_jsonb(o)::text from outbox o union all select to_jsonb(i)::text from inbox i) r
    where position(${code} in row) > 0`;
  expect(kept).toBe(0);

  const stranger = guest({ locale: 'de' });
  codes.set(stranger.orderId, [code]);
  await home.t.deliver(giftCardsIssued, issued(stranger));
  const [mail] = await mailsTo(stranger.email);
  expect(mail).toMatchObject({ subject: 'Ihre Gutscheine: Bestellung A-1042' });
  expect(mail!.text).toMatch(/7KQ2-M9XA-4TGP-B3WN \(25,00\s€\)/);

  const voided = guest();
  await home.t.deliver(giftCardsIssued, issued(voided));
  expect(await mailsTo(voided.email)).toEqual([]);
});

test('an administrator whose short text has the codes shows no more than their ends', async () => {
  const { person, ...order } = buyer();
  codes.set(order.orderId, ['7KQ2-M9XA-4TGP-B3WN']);
  const admin = home.t.as(home.t.person('admin@platform')).notification;
  const which = { type: 'gift_card.issued', locale: 'en' } as const;
  const { subject, text, html } = (await admin.getTemplate(which)).template;
  const short = '{{#each codes}}{{code}}{{/each}}';
  await admin.saveTemplate({ ...which, expectedVersion: 0, subject, short, text, html });
  await home.t.deliver(giftCardsIssued, { paymentId: randomUUID(), orderId: order.orderId, payerId: order.userId });
  expect((await home.inApp(person)).map(({ body }) => body)).toContain('…B3WN');
  await admin.resetTemplate(which);
});

test('who waits for a preorder is told of another day, and of one that passed; delivered twice it is told once', async () => {
  const moved = ({ orderId }: OrderState, shipsFrom: string | null) => {
    const about = { productId: orderId, vendorId: orderId, variantId: orderId, orderId, title: 'Bicycle bell' };
    return { ...about, promised: '2026-05-01', shipsFrom };
  };
  const someone = guest();
  const german = guest({ locale: 'de' });
  await home.t.deliver(preorderMoved, moved(someone, '2026-06-01'));
  await home.t.deliver(preorderMoved, moved(german, null));
  expect((await mailsTo(someone.email))[0]).toMatchObject({
    subject: 'Another day: your order A-1042',
    text: expect.stringContaining('ships from 1 June 2026; 1 May 2026 was promised'),
  });
  expect((await mailsTo(german.email))[0]).toMatchObject({
    subject: 'Später als versprochen: Ihre Bestellung A-1042',
    text: expect.stringContaining('war ab dem 1. Mai 2026 versprochen'),
  });
  await home.t.redeliver();
  expect(await mailsTo(german.email)).toHaveLength(1);
  const off = guest({ state: 'cancelled' });
  await home.t.deliver(preorderMoved, moved(off, null));
  expect(await mailsTo(off.email)).toEqual([]);
});
