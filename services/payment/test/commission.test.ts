// Commission rules come to an end: from a date, with what was sold until then as it was.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newOrder, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.t.close());

const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;
const reasonOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code: string; extras?: { reason?: string } }) => error.extras?.reason ?? error.code,
  );
const inDays = (days: number) => new Date(shop.t.clock.epochMs() + days * 86_400_000).toISOString();

/** A sale of ten euros, and the commission it cost. */
async function sold(vendorId: string) {
  const made = newOrder(1_000);
  made.vendors = [{ vendorId, gross: 1_000n, tax: 0n, funded: 0n }];
  await shop.authorise(made);
  await shop.capture(made);
  return { made, ...(await newest(made.paymentId)) };
}

async function newest(paymentId: string) {
  const [entry] = (await admin().listJournal({ paymentId, limit: 1 })).items;
  const found = entry!.postings.find(({ account }) => account === 'commission');
  return { commission: found?.amount.amount ?? '0', rule: found?.rule ?? null };
}

test('a rule that is withdrawn from a date holds until then, and from then on the next that fits', async () => {
  const vendorId = randomUUID();
  const platform = await admin().setCommissionRule({ vendorId: null, ratePpm: 100_000 });
  const own = await admin().setCommissionRule({ vendorId, ratePpm: 300_000 });
  await shop.t.advance('2m');
  const before = await sold(vendorId);
  expect(before).toMatchObject({ commission: '-300', rule: { id: own.id, version: 1 } });

  const from = inDays(10);
  const withdrawn = { id: own.id, version: 2, vendorId, ratePpm: 300_000, withdrawn: true, validFrom: from };
  expect(await admin().withdrawCommissionRule({ ruleId: own.id, from })).toMatchObject(withdrawn);
  expect(await reasonOf(admin().withdrawCommissionRule({ ruleId: own.id }))).toBe('withdrawn');
  await shop.t.advance('9 days');
  expect(await sold(vendorId)).toMatchObject({ commission: '-300', rule: { id: own.id, version: 1 } });
  await shop.t.advance('2 days');
  expect(await sold(vendorId)).toMatchObject({ commission: '-100', rule: { id: platform.id } });

  // What was sold under it goes back under it.
  await shop.refund(before.made, [{ vendorId, gross: 500n, tax: 0n, funded: 0n }]);
  expect(await newest(before.made.paymentId)).toEqual({ commission: '150', rule: { id: own.id, version: 1 } });
  const history = (await admin().listCommissionRules({})).items.filter(({ id }) => id === own.id);
  expect(history.map(rule => [rule.version, rule.withdrawn])).toEqual([
    [2, true],
    [1, false],
  ]);

  expect(await admin().setCommissionRule({ vendorId, ratePpm: 20_000 })).toMatchObject({
    id: own.id,
    version: 3,
    withdrawn: false,
  });
  await shop.t.advance('2m');
  expect(await sold(vendorId)).toMatchObject({ commission: '-20', rule: { version: 3 } });
});

test('withdrawn at once it ends within a minute, and without another there is no commission', async () => {
  const platform = (await admin().listCommissionRules({})).items.find(({ vendorId }) => vendorId === null)!;
  const now = shop.t.clock.now();
  const outcomes = await Promise.all(
    [1, 2].map(() => reasonOf(admin().withdrawCommissionRule({ ruleId: platform.id }))),
  );
  expect(outcomes.filter(each => each === 'done')).toHaveLength(1);
  const { validFrom } = (await admin().listCommissionRules({})).items.find(({ id }) => id === platform.id)!;
  const inMs = Date.parse(validFrom) - Date.parse(now);
  expect(inMs).toBeGreaterThanOrEqual(60_000);
  expect(inMs).toBeLessThan(61_000);
  await shop.t.advance('2m');
  expect(await sold(randomUUID())).toMatchObject({ commission: '0', rule: null });
  expect((await admin().verifyLedger({})).bad).toBeNull();
});

test('only a rule that there is can be withdrawn, and only from now on', async () => {
  const { id: ruleId } = await admin().setCommissionRule({ vendorId: randomUUID(), ratePpm: 1 });
  expect(await reasonOf(admin().withdrawCommissionRule({ ruleId, from: inDays(-1) }))).toBe('invalid_argument');
  expect(await reasonOf(admin().withdrawCommissionRule({ ruleId: randomUUID() }))).toBe('not_found');
});
