import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import { agora } from '#kernel/testing/harness';
import booking from '#services/booking/service';
import building from '#services/building/service';
import cart from '#services/cart/service';
import catalog from '#services/catalog/service';
import chat from '#services/chat/service';
import community from '#services/community/service';
import discount from '#services/discount/service';
import gateway from '#services/gateway/service';
import iam from '#services/iam/service';
import marketplace from '#services/marketplace/service';
import media from '#services/media/service';
import notification from '#services/notification/service';
import order from '#services/order/service';
import payment from '#services/payment/service';
import shipping from '#services/shipping/service';
import ticket from '#services/ticket/service';
import { answering } from '../domain/keepers.ts';
import profile from '../service.ts';

const services = [
  booking,
  building,
  cart,
  catalog,
  chat,
  community,
  discount,
  gateway,
  iam,
  marketplace,
  media,
  notification,
  order,
  payment,
  profile,
  shipping,
  ticket,
] as const;
const config = {
  AGORA_IAM_ARGON2_MEMORY_KIB: '16',
  AGORA_IAM_ARGON2_PASSES: '1',
  AGORA_PAYMENT_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks',
};
const open = () => agora({ services, config });

let t: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  t = await open();
  for (const { definition } of services) {
    const { service, ctx } = t.running(definition.contract.service);
    await service.seed?.(ctx as never);
  }
}, 120_000);
afterAll(() => t.close());

/** Kept as long as the law asks. */
const forTheBooks = ['iam.securityLog', 'payment.payments', 'payment.invoices', 'order.orders'];

const ada = () => ({ ...t.person(), userId: seedId('resident:1') });

test('the real services answer with what they keep: orders with their addresses, homes, tickets, posts, messages', async () => {
  const variantId = (await t.as(ada()).catalog.listProducts({ limit: 1 })).items[0]!.id;
  const { variants } = await t.as(ada()).catalog.getProduct({ product: variantId });
  await t.as(ada()).profile.addWish({ variantId: variants[0]!.id, watches: ['price'] });
  const content = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');
  await t.as(ada()).media.uploadFile({ content, contentType: 'application/pdf' });
  const { id: exportId } = await t.as(ada()).profile.requestExport({});
  await t.settle();
  const { items } = await t.as(ada()).profile.listExports({});
  expect(items).toMatchObject([{ id: exportId, state: 'ready', complete: true }]);
  const counts = new Map(items[0]!.parts.map(part => [part.service, part.counts ?? {}]));
  expect([...counts.keys()].sort()).toEqual([...answering, 'profile'].sort());
  expect(counts.get('building')).toMatchObject({ homes: 1 });
  expect(counts.get('iam')).toMatchObject({ account: 1, roles: 1 });
  expect(counts.get('community')).toMatchObject({ homes: 1, votes: expect.any(Number) });
  expect(counts.get('chat')).toMatchObject({ homes: 1, messages: expect.any(Number) });
  expect(counts.get('ticket')).toHaveProperty('homes');
  expect(counts.get('catalog')).toEqual({ watches: 1 });
  expect(counts.get('media')).toEqual({ files: 1 });
  expect(counts.get('profile')).toEqual({ profile: 1, addresses: 1, preferences: 1, wishes: 1 });
  const file = await t.as(ada()).profile.downloadExport({ exportId });
  const text = Buffer.from(file.content as string).toString();
  const { data } = JSON.parse(text) as { data: Record<string, Record<string, Record<string, unknown>[]>> };
  expect(data.iam!.account![0]).toMatchObject({ email: 'resident1@demo.example' });
  expect(text).not.toContain('password_hash');
  expect(text).not.toContain('refresh_hash');
});

test('what is sealed at its owner is readable in the answer', async () => {
  const buyers = await t.db('order').many({ user_id: col.uuid, number: col.text })`
    select user_id, number from orders where user_id is not null and email is not null order by number limit 1`;
  const { user_id: userId, number } = buyers[0]!;
  const { orders } = await t.asService('profile').order.exportPersonalData({ userId });
  expect(orders!.find(each => each.number === number)).toMatchObject({
    email: expect.stringContaining('@'),
    address: { country: expect.any(String) },
  });
  const parcels = await t.db('shipping').many({ user_id: col.uuid })`
    select user_id from shipments where user_id is not null and address is not null limit 1`;
  for (const { user_id } of parcels)
    expect((await t.asService('profile').shipping.exportPersonalData({ userId: user_id })).parcels![0]).toMatchObject({
      address: { city: expect.any(String) },
    });
});

test('after an account is deleted nothing is left but the books and the security log', async () => {
  const gone = ada();
  await t.as(gone).building.registerProperty({ buildingCode: 'LINDEN-99' });
  await t.as(gone).iam.deleteMe({});
  await t.settle();
  for (let round = 0; round < 3; round++) await t.advance('12h');
  const admin = t.person('admin@platform');
  const [report] = (await t.as(admin).profile.listErasures({})).items;
  expect(report).toMatchObject({ userId: gone.userId, state: 'ready' });
  expect(report!.parts.filter(({ state }) => state !== 'answered')).toEqual([]);
  const kept = report!.parts.flatMap(({ service, counts }) =>
    Object.keys(counts ?? {}).map(what => `${service}.${what}`),
  );
  expect(kept.filter(each => !forTheBooks.includes(each))).toEqual([]);
});
