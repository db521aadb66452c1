import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userRoleChanged } from '#services/iam/events';
import {
  groupBuyLapsed,
  groupBuyOpened,
  groupBuyPledgeFailed,
  groupBuyProposed,
  groupBuySucceeded,
} from '#services/order/events';
import { type Town, town } from './town.ts';

let home: Town;
beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

const price = { amount: '249000', currency: 'EUR' };
const about = () => ({
  groupBuyId: randomUUID(),
  buildingId: randomUUID(),
  vendorId: randomUUID(),
  variantId: randomUUID(),
  title: 'Cargo bike',
});
const offered = { price, target: 10, deadline: '2026-03-09T09:00:00.000Z', openedBy: null };
const types = async (user: ReturnType<Town['person']>) => (await home.inApp(user)).map(({ type }) => type);
const live = (...people: ReturnType<Town['person']>[]) => {
  home.occupants.length = 0;
  home.occupants.push(...people.map(({ userId }) => ({ userId, unitId: randomUUID(), relation: 'tenant' as const })));
};

test('order.group_buy_opened, delivered twice, is one line in the app of each resident but who opened it', async () => {
  const [ada, bo] = [home.person(), home.person()];
  live(ada, bo);
  const group = about();
  await home.t.deliver(groupBuyOpened, { ...group, ...offered, openedBy: bo.userId });
  await home.t.redeliver();
  expect(home.buildingState.asked.at(-1)).toEqual({ buildingId: group.buildingId });
  expect([await types(ada), await types(bo)]).toEqual([['order.group_buy_opened'], []]);
  expect((await home.inApp(ada))[0]).toMatchObject({ link: `/group-buys/${group.groupBuyId}` });
  expect(await home.mailbox(ada.userId)).toEqual([]);
});

test('order.group_buy_proposed, delivered twice, is a mail to those who work for the vendor', async () => {
  const seller = home.person();
  const group = about();
  const role = { userId: seller.userId, role: 'vendor', scope: `vendor:${group.vendorId}` } as const;
  await home.t.deliver(userRoleChanged, { ...role, change: 'granted' });
  await home.t.deliver(groupBuyProposed, { ...group, ...offered });
  await home.t.redeliver();
  const [mail, ...more] = await home.mailbox(seller.userId);
  expect(more).toEqual([]);
  expect(mail!.subject).toBe('A building asks for a price: Cargo bike');
  expect(mail!.text).toContain('€2,490.00');
});

test('order.group_buy_succeeded, delivered twice, is told to whoever takes part, once, and not to who is forgotten', async () => {
  const ada = home.person({ locale: 'de' });
  const pledges = [
    { pledgeId: randomUUID(), userId: ada.userId },
    { pledgeId: randomUUID(), userId: null },
  ];
  await home.t.deliver(groupBuySucceeded, { ...about(), price, pieces: 12, pledges });
  await home.t.redeliver();
  const [mail, ...more] = await home.mailbox(ada.userId);
  expect(more).toEqual([]);
  expect(mail!.subject).toBe('Es machen genug mit: Cargo bike');
  expect(mail!.text).toContain('2.490,00\u00a0€');
});

test('order.group_buy_lapsed, delivered twice, says why, in both languages', async () => {
  const [ada, bo] = [home.person(), home.person({ locale: 'de' })];
  const pledges = [ada, bo].map(({ userId }) => ({ pledgeId: randomUUID(), userId }));
  await home.t.deliver(groupBuyLapsed, { ...about(), pieces: 2, reason: 'target_missed', pledges });
  await home.t.redeliver();
  const [english] = await home.mailbox(ada.userId);
  const [german] = await home.mailbox(bo.userId);
  expect(english!.text).toContain('Too few took part in time.');
  expect(german!.text).toContain('Es haben nicht rechtzeitig genug mitgemacht.');
  home.t.clock.advance('1s');
  await home.t.deliver(groupBuyLapsed, { ...about(), pieces: 2, reason: 'withdrawn', pledges });
  expect((await home.mailbox(ada.userId)).at(-1)!.text).toContain('The offer was withdrawn.');
});

test('order.group_buy_pledge_failed, delivered twice, is one mail to whom it happened', async () => {
  const ada = home.person();
  const failed = { ...about(), pledgeId: randomUUID(), userId: ada.userId };
  await home.t.deliver(groupBuyPledgeFailed, { ...failed, reason: 'payment_declined' });
  await home.t.redeliver();
  home.t.clock.advance('1s');
  await home.t.deliver(groupBuyPledgeFailed, { ...failed, pledgeId: randomUUID(), reason: 'out_of_stock' });
  const [declined, short, ...more] = await home.mailbox(ada.userId);
  expect(more).toEqual([]);
  expect(declined!.text).toContain('the payment was declined');
  expect(short!.text).not.toContain('declined');
});
