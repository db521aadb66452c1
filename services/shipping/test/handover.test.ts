import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShippingCtx } from '../definition.ts';
import { shipmentDelivered, shipmentFailed, shipmentReadyForPickup } from '../events.ts';
import { tokenOf } from '../links.ts';
import { address, buildingId, method, openShop, order, stateOf, unitId, type World, webhook } from './shop.ts';

let w: World;
beforeAll(async () => {
  w = await openShop();
});
afterAll(() => w.t.close());

const concierge = () => w.t.person(`support@building:${buildingId}`);

/** A parcel that waits with the concierge. */
async function waiting(handover: 'locker' | 'concierge' = 'concierge') {
  const made = await order(w, { userId: w.recipient.userId, address: { ...address, unitId, handover } });
  await w.t.settle();
  const { shipmentId } = made;
  await webhook(w, { id: shipmentId, reference: shipmentId, kind: 'ready_for_pickup', at: '2026-03-02T10:00:00.000Z' });
  await w.t.settle();
  const { trackingNumber } = await w.t.as(w.recipient).shipping.getParcel({ shipmentId });
  return { ...made, trackingNumber };
}
const codeOf = (shipmentId: string) => w.t.as(w.recipient).shipping.getHandoverCode({ shipmentId });
const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('the concierge hands a parcel over against the code that only its recipient sees', async () => {
  const { shipmentId, trackingNumber } = await waiting();
  const { items } = await w.t.as(concierge()).shipping.listWaitingParcels({ buildingId });
  expect(items.find(each => each.shipmentId === shipmentId)).toMatchObject({ recipient: 'Ada Adler', unitId });
  const { code, triesLeft } = await codeOf(shipmentId);
  expect(code).toMatch(/^\d{6}$/);
  expect(triesLeft).toBe(5);
  for (const stranger of [w.t.person(), w.vendor, concierge()])
    await expect(w.t.as(stranger).shipping.getHandoverCode({ shipmentId })).rejects.toMatchObject({
      code: 'not_found',
    });
  await expect(w.t.anonymous().shipping.getHandoverCode({ shipmentId })).rejects.toMatchObject({ code: 'not_found' });
  for (const event of w.t.published(shipmentReadyForPickup)) expect(JSON.stringify(event)).not.toContain(code);
  const done = await w.t.as(concierge()).shipping.confirmHandover({ trackingNumber, code });
  expect(done).toEqual({ shipmentId, state: 'delivered' });
  await w.t.settle();
  expect(w.t.published(shipmentDelivered).filter(({ subject }) => subject === shipmentId)).toHaveLength(1);
  await expect(w.t.as(concierge()).shipping.confirmHandover({ trackingNumber, code })).rejects.toMatchObject({
    extras: { reason: 'not_waiting' },
  });
});

test('five wrong codes lock it, also a hundred at once, until the recipient asks for another', async () => {
  const { shipmentId, trackingNumber } = await waiting('locker');
  const { code } = await codeOf(shipmentId);
  const guess = (text: string) => w.t.as(concierge()).shipping.confirmHandover({ trackingNumber, code: text });
  await expect(guess(otherThan(code))).rejects.toMatchObject({
    extras: { reason: 'code_wrong', details: { triesLeft: 4 } },
  });
  const guesses = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) =>
      w.t
        .as(concierge(), { ip: `198.51.100.${index}` })
        .shipping.confirmHandover({ trackingNumber, code: otherThan(code) }),
    ),
  );
  const reasons = guesses.map(each => (each.status === 'rejected' ? each.reason.extras.reason : 'delivered'));
  expect(reasons.filter(reason => reason === 'code_wrong')).toHaveLength(4);
  expect(reasons.filter(reason => reason === 'code_locked')).toHaveLength(96);
  await expect(guess(code)).rejects.toMatchObject({ extras: { reason: 'code_locked' } });
  const renewed = await w.t.as(w.recipient).shipping.renewHandoverCode({ shipmentId });
  expect(renewed.code).not.toBe(code);
  await expect(guess(code)).rejects.toMatchObject({ extras: { reason: 'code_wrong' } });
  for (let count = 0; count < 8; count++) await w.t.as(w.recipient).shipping.renewHandoverCode({ shipmentId });
  await expect(w.t.as(w.recipient).shipping.renewHandoverCode({ shipmentId })).rejects.toMatchObject({
    extras: { reason: 'no_more_codes' },
  });
  const last = await codeOf(shipmentId);
  expect(await guess(last.code)).toMatchObject({ state: 'delivered' });
});

test('a code that is renewed while it is looked at is good no more', async () => {
  const { shipmentId, trackingNumber } = await waiting();
  const { code } = await codeOf(shipmentId);
  const ctx = w.t.ctx('shipping') as unknown as ShippingCtx;
  const { db } = ctx;
  const transaction: typeof db.transaction = async work => {
    ctx.db = db;
    await w.t.as(w.recipient).shipping.renewHandoverCode({ shipmentId });
    return db.transaction(work);
  };
  ctx.db = { ...db, transaction };
  await expect(w.t.as(concierge()).shipping.confirmHandover({ trackingNumber, code })).rejects.toMatchObject({
    extras: { reason: 'code_wrong' },
  });
  expect(await stateOf(w, shipmentId)).toBe('ready_for_pickup');
});

test('of ten who hand it over at once one does', async () => {
  const { shipmentId, trackingNumber } = await waiting();
  const { code } = await codeOf(shipmentId);
  await Promise.allSettled(
    Array.from({ length: 10 }, () => w.t.as(concierge()).shipping.confirmHandover({ trackingNumber, code })),
  );
  await w.t.settle();
  expect(w.t.published(shipmentDelivered).filter(({ subject }) => subject === shipmentId)).toHaveLength(1);
});

test('the parcels that wait in a building are shown page by page', async () => {
  const made = [await waiting(), await waiting('locker')];
  // Two that came at one moment.
  await w.t.db('shipping').run`
    update shipments set ready_at = ${w.t.clock.now()} where id = any(${made.map(({ shipmentId }) => shipmentId)}::uuid[])`;
  const staff = w.t.as(concierge()).shipping;
  const seen: string[] = [];
  let cursor: string | null = null as string | null;
  do {
    const page = await staff.listWaitingParcels({ buildingId, limit: 1, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ shipmentId }) => shipmentId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(made.map(({ shipmentId }) => shipmentId)));
});

test('staff of other buildings and other vendors do not even hear of it', async () => {
  const { trackingNumber } = await waiting();
  const others = [w.t.person('support@building:018f0000-0000-7000-8000-000000000000'), w.recipient];
  for (const other of others)
    await expect(w.t.as(other).shipping.confirmHandover({ trackingNumber, code: '000000' })).rejects.toMatchObject({
      code: 'not_found',
    });
  const elsewhere = { buildingId: '018f0000-0000-7000-8000-000000000000' };
  expect((await w.t.as(others[0]!).shipping.listWaitingParcels(elsewhere)).items).toEqual([]);
  await expect(w.t.as(others[0]!).shipping.listWaitingParcels({ buildingId })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('what nobody fetches in ten days goes back', async () => {
  const { shipmentId } = await waiting();
  await w.t.advance('9 days');
  expect(await stateOf(w, shipmentId)).toBe('ready_for_pickup');
  await w.t.advance('2 days');
  expect(await stateOf(w, shipmentId)).toBe('failed');
  const [failed] = w.t.published(shipmentFailed).filter(({ subject }) => subject === shipmentId);
  expect(failed?.data.reason).toBe('not_fetched');
});

test('a guest follows a parcel, chooses its hand-over and sees its code by the token of the mail alone', async () => {
  const { shipmentId, orderId } = await order(w, { address: { ...address, unitId } });
  await w.t.settle();
  const { items } = await w.t.asService('order').shipping.listOrderShipments({ orderId });
  const parcelToken = new URL(items[0]!.url).searchParams.get('token')!;
  const guest = w.t.anonymous().shipping;
  const chosen = await guest.chooseHandover({ shipmentId, parcelToken, handover: 'locker', note: 'Box 3, please' });
  expect(chosen).toMatchObject({ handover: 'locker', address: { handover: 'locker', note: 'Box 3, please' } });
  await w.t.settle();
  for (const wrong of [undefined, '', 'x'.repeat(43), tokenOf(w.t.ctx('shipping') as never, 'track', shipmentId)])
    await expect(
      guest.getParcel({ shipmentId, ...(wrong !== undefined && { parcelToken: wrong }) }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  await expect(guest.getHandoverCode({ shipmentId, parcelToken })).rejects.toMatchObject({
    extras: { reason: 'not_waiting' },
  });
  expect(await fetchPage(items[0]!.url)).not.toContain('class="code"');
  await webhook(w, { id: shipmentId, reference: shipmentId, kind: 'ready_for_pickup', at: '2026-03-02T10:00:00.000Z' });
  const { code } = await guest.getHandoverCode({ shipmentId, parcelToken });
  const page = await fetchPage(items[0]!.url);
  expect(page).toContain(code);
  const shared = /href="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&');
  expect(await fetchPage(shared)).not.toContain(code);
  await expect(guest.chooseHandover({ shipmentId, parcelToken, handover: 'door' })).rejects.toMatchObject({
    extras: { reason: 'not_open' },
  });
});

const fetchPage = async (url: string): Promise<string> => {
  const { pathname, search } = new URL(url);
  const response = await w.t.http(`${pathname}${search}`);
  expect(response.status).toBe(200);
  return response.text();
};

test('anybody with the link sees where a parcel is, and nobody without', async () => {
  const { shipmentId, trackingNumber } = await waiting();
  const token = tokenOf(w.t.ctx('shipping') as never, 'track', shipmentId);
  const seen = await w.t.anonymous().shipping.trackShipment({ trackingNumber, token });
  expect(seen).toMatchObject({ state: 'ready_for_pickup', handover: 'concierge' });
  expect(JSON.stringify(seen)).not.toContain('Adler');
  await expect(w.t.anonymous().shipping.trackShipment({ trackingNumber, token: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a locker takes a home of the platform', async () => {
  const { shipmentId } = await order(w, { userId: w.recipient.userId });
  const locker = { shipmentId, handover: 'locker' as const };
  await expect(w.t.as(w.recipient).shipping.chooseHandover(locker)).rejects.toMatchObject({
    extras: { reason: 'no_home' },
  });
  await expect(w.t.as(w.t.person()).shipping.chooseHandover(locker)).rejects.toMatchObject({ code: 'not_found' });
});

test('what is fetched at the shop is handed out by the vendor against the code', async () => {
  const { shipmentId } = await order(w, { userId: w.recipient.userId, methodId: method('pickup') });
  await w.t.settle();
  const vendor = w.t.as(w.vendor).shipping;
  const { trackingNumber } = await vendor.reportDelivery({ shipmentId, outcome: 'ready_for_pickup' });
  await expect(vendor.reportDelivery({ shipmentId, outcome: 'delivered' })).rejects.toMatchObject({
    extras: { reason: 'code_needed' },
  });
  const { code } = await codeOf(shipmentId);
  expect(await vendor.confirmHandover({ trackingNumber, code })).toMatchObject({ state: 'delivered' });
});
