import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora } from '#kernel/testing/harness';
import discount from '../service.ts';
import { admin, aLine, confirm, evaluating, holding, order, release, type T, vendorId, withCode } from './shop.ts';

let t: T;
beforeAll(async () => {
  t = await agora({ services: [discount] });
});
afterAll(() => t.close());

const benefit = { kind: 'percentage', percentPpm: 50_000 } as const;
const seller = (id = vendorId) => t.as(t.person(`vendor@vendor:${id}`)).discount;
const stranger = () => seller('00000000-0000-8000-8000-0000000000ff');
const missing = { code: 'not_found' };

test('a vendor runs promotions of its own goods, which take nothing off those of others', async () => {
  const made = await seller().createPromotion({ vendorId, name: 'Ours', benefit });
  expect(made).toMatchObject({ vendorId, fundedBy: 'vendor', used: null, version: 1 });
  await seller().createCoupon({ promotionId: made.id, code: 'ours-5' });
  const foreign = aLine({ lineId: t.ctx('discount').id(), vendorId: t.ctx('discount').id() });
  const { lines } = await evaluating(t, ['OURS-5'], { lines: [aLine(), foreign] });
  expect(lines.map(({ amount }) => amount)).toEqual(['150', '0']);
});

test('another vendor, a shopper and nobody reach none of it', async () => {
  const { id: promotionId } = await seller().createPromotion({ vendorId, name: 'Ours too', benefit });
  const { id: couponId } = await seller().createCoupon({ promotionId, code: 'MINE-ONLY' });
  const asks = (as: ReturnType<typeof stranger>) => [
    () => as.createPromotion({ vendorId, name: 'Theirs', benefit }),
    () => as.createPromotion({ vendorId: null, name: 'Of all', benefit }),
    () => as.listPromotions({ vendorId }),
    () => as.listPromotions({}),
    () => as.getPromotion({ promotionId }),
    () => as.updatePromotion({ promotionId, name: 'Theirs' }),
    () => as.archivePromotion({ promotionId }),
    () => as.listPromotionUses({ promotionId }),
    () => as.createCoupon({ promotionId, code: 'THEIRS' }),
    () => as.generateCoupons({ promotionId, count: 1 }),
    () => as.listCoupons({ promotionId }),
    () => as.updateCoupon({ couponId, usageLimit: 1 }),
    () => as.archiveCoupon({ couponId }),
  ];
  for (const ask of asks(stranger())) await expect(ask()).rejects.toMatchObject(missing);
  for (const ask of asks(t.as(t.person()).discount))
    await expect(ask()).rejects.toMatchObject({ code: 'permission_denied' });
  for (const ask of asks(t.anonymous().discount))
    await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' });
  const nowhere = t.ctx('discount').id();
  await expect(seller().getPromotion({ promotionId: nowhere })).rejects.toMatchObject(missing);
  await expect(seller().archiveCoupon({ couponId: nowhere })).rejects.toMatchObject(missing);
});

test('what only services ask, people are refused', async () => {
  const as = t.as(admin(t)).discount;
  const hold = holding(t, { promotionId: t.ctx('discount').id(), couponId: null });
  const asks = [
    () => as.evaluateDiscounts({ currency: 'EUR', userId: null, codes: [], lines: [], shipping: [] }),
    () => as.holdDiscountUses(hold),
    () => as.confirmDiscountUses({ holdId: hold.holdId }),
    () => as.releaseDiscountUses({ holdId: hold.holdId }),
  ];
  for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'permission_denied' });
});

test('a vendor cannot spend the money of the platform', async () => {
  const ask = seller().createPromotion({ vendorId, name: 'On the house', fundedBy: 'platform', benefit });
  await expect(ask).rejects.toMatchObject({ extras: { reason: 'not_yours_to_fund' } });
});

test('a promotion that cannot be meant is refused', async () => {
  const as = t.as(admin(t)).discount;
  const [start, end] = ['2026-05-02T00:00:00.000Z', '2026-05-01T00:00:00.000Z'];
  const wrong = [
    { benefit: { kind: 'amount', amount: '5' } },
    { benefit, rules: [{ kind: 'get_products', ids: [vendorId] }] },
    { benefit, startsAt: start, endsAt: end },
    {
      benefit: { kind: 'buy_get', buy: 1, get: 1 },
      rules: [1, 2].map(() => ({ kind: 'get_products' as const, ids: [vendorId] })),
    },
  ] as const;
  for (const each of wrong)
    await expect(as.createPromotion({ name: 'Wrong', ...each } as never)).rejects.toMatchObject({
      code: 'invalid_argument',
    });
});

test('a promotion is changed by whoever saw its newest version, and ended for good', async () => {
  const { id: promotionId } = await seller().createPromotion({ vendorId, name: 'Spring', benefit });
  await seller().createCoupon({ promotionId, code: 'SPRING' });
  const rules = [{ kind: 'min_quantity' as const, quantity: 2 }];
  const changed = await seller().updatePromotion({ promotionId, name: 'Summer', rules, expectedVersion: 1 });
  expect(changed).toMatchObject({ name: 'Summer', version: 2, rules, benefit: { ...benefit, atMost: null } });
  const late = seller().updatePromotion({ promotionId, name: 'Autumn', expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'version_mismatch' });
  const mistake = seller().updatePromotion({ promotionId, benefit: { kind: 'amount', amount: '5' } });
  await expect(mistake).rejects.toMatchObject({ code: 'invalid_argument' });

  await seller().archivePromotion({ promotionId });
  await seller().archivePromotion({ promotionId });
  expect((await evaluating(t, ['SPRING'])).rejected).toMatchObject([{ reason: 'inactive' }]);
  for (const ask of [
    () => seller().updatePromotion({ promotionId, state: 'active' }),
    () => seller().createCoupon({ promotionId, code: 'SPRING-2' }),
  ])
    await expect(ask()).rejects.toMatchObject({ extras: { reason: 'archived' } });
});

test('lists go page by page and keep to what was asked for', async () => {
  const own = '00000000-0000-8000-8000-0000000000b2';
  const made = [];
  for (let n = 0; n < 3; n++) made.push(await seller(own).createPromotion({ vendorId: own, name: `No ${n}`, benefit }));
  await seller(own).archivePromotion({ promotionId: made[1]!.id });
  const first = await seller(own).listPromotions({ vendorId: own, limit: 2 });
  const second = await seller(own).listPromotions({ vendorId: own, limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  expect((await seller(own).listPromotions({ vendorId: own, state: 'archived' })).items).toHaveLength(1);
  expect((await t.as(admin(t)).discount.listPromotions({})).items.length).toBeGreaterThan(3);
});

test('a batch of codes: all different, each good once, listed by batch', async () => {
  const { id: promotionId } = await seller().createPromotion({ vendorId, name: 'Flyer', benefit });
  const influencerId = t.ctx('discount').id();
  const { batchId, codes } = await seller().generateCoupons({ promotionId, count: 120, prefix: 'FLY', influencerId });
  expect(new Set(codes).size).toBe(120);
  for (const code of codes) expect(code).toMatch(/^FLY-[2-9A-HJ-NP-Z]{12}$/);
  await seller().createCoupon({ promotionId, code: 'NOT-OF-IT' });
  const page = await seller().listCoupons({ promotionId, batchId, limit: 100 });
  const rest = await seller().listCoupons({ promotionId, batchId, limit: 100, cursor: page.nextCursor! });
  expect([...page.items, ...rest.items]).toHaveLength(120);
  expect(page.items[0]).toMatchObject({ usageLimit: 1, used: 0, influencerId, batchId });
  const [use] = page.items;
  await order(t).holdDiscountUses(holding(t, { promotionId, couponId: use!.id }));
  expect((await evaluating(t, [use!.code])).rejected).toMatchObject([{ reason: 'exhausted' }]);
});

test('a code is there once on the whole platform, and an automatic promotion takes none', async () => {
  const { promotionId } = await withCode(t, 'ONLY-ONE');
  const again = t.as(admin(t)).discount.createCoupon({ promotionId, code: 'only-one' });
  await expect(again).rejects.toMatchObject({ code: 'already_exists', extras: { reason: 'code_taken' } });
  const automatic = await t.as(admin(t)).discount.createPromotion({ name: 'By itself', benefit, automatic: true });
  const code = t.as(admin(t)).discount.createCoupon({ promotionId: automatic.id, code: 'NEEDLESS' });
  await expect(code).rejects.toMatchObject({ extras: { reason: 'automatic' } });
});

test('uses are listed newest first, with what became of them', async () => {
  const use = await withCode(t, 'LISTED');
  const holds = [holding(t, use), holding(t, use), holding(t, use)];
  for (const hold of holds) await order(t).holdDiscountUses(hold);
  await confirm(t, holds[0]!);
  await release(t, holds[1]!);
  const as = t.as(admin(t)).discount;
  const first = await as.listPromotionUses({ promotionId: use.promotionId, limit: 2 });
  expect(first.items).toMatchObject([
    { state: 'held', orderId: holds[2]!.orderId, code: 'LISTED', amount: '300' },
    { state: 'released', orderId: holds[1]!.orderId },
  ]);
  const second = await as.listPromotionUses({ promotionId: use.promotionId, limit: 2, cursor: first.nextCursor! });
  expect(second.items).toMatchObject([{ state: 'confirmed', orderId: holds[0]!.orderId }]);
});

test('anybody can check a code, a few times a minute', async () => {
  const owner = t.person();
  await withCode(t, 'PUBLIC');
  const personal = await withCode(t, 'PERSONAL', {}, { userId: owner.userId });
  const as = t.anonymous({ ip: '192.0.2.77' }).discount;
  expect(await as.checkCoupon({ code: 'public' })).toMatchObject({ valid: true, name: 'PUBLIC', reason: null });
  expect(await as.checkCoupon({ code: 'NOBODYS' })).toMatchObject({ valid: false, reason: 'unknown', name: null });
  expect(await as.checkCoupon({ code: 'PERSONAL' })).toMatchObject({ valid: false, reason: 'not_yours', name: null });
  expect(await t.as(owner).discount.checkCoupon({ code: 'PERSONAL' })).toMatchObject({ valid: true });
  await t.as(admin(t)).discount.archiveCoupon({ couponId: personal.couponId });
  expect(await t.as(owner).discount.checkCoupon({ code: 'PERSONAL' })).toMatchObject({ reason: 'inactive' });
  const many = await Promise.allSettled(Array.from({ length: 20 }, () => as.checkCoupon({ code: 'GUESS' })));
  expect(many.filter(each => each.status === 'rejected').length).toBeGreaterThan(5);
});
