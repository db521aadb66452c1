import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import { newOrder, openShop, type Shop, vendorA, vendorB } from './shop.ts';

let shop: Shop;
const db = () => shop.t.db('payment');
const admin = () => shop.t.as(shop.t.person('admin@platform')).payment;

beforeAll(async () => {
  shop = await openShop();
  for (let index = 0; index < 5; index++) await paid(1_000 + index);
  await shop.t.settle();
});
afterAll(() => shop.t.close());
beforeEach(async () => {
  expect((await admin().verifyLedger({})).bad).toBe(null);
});

async function paid(amount: number, currency = 'EUR') {
  const order = newOrder(amount, currency);
  await shop.authorise(order);
  await shop.capture(order);
  return order;
}

/** Changes rows as somebody with the whole database in hand could, and puts everything back afterwards. */
async function tampered(table: string, change: () => Promise<unknown>, back: () => Promise<unknown>) {
  const triggers = async (state: 'enable' | 'disable') => {
    const run = `alter table ${table} ${state} trigger user`;
    await db().run(Object.assign([run], { raw: [run] }) as never);
  };
  await triggers('disable');
  await change();
  const { bad } = await admin().verifyLedger({});
  await back();
  await triggers('enable');
  return bad;
}

const someEntry = () =>
  db().one({ id: col.uuid, position: col.bigint })`
    select e.id, s.position from journal_entries e join journal_seals s on s.entry_id = e.id where s.position = 3`;

test('a posting that was changed by one is named', async () => {
  const { id } = await someEntry();
  const change = (by: number) =>
    db().run`update postings set amount = amount + ${by} where entry_id = ${id} and line = 1`;
  const bad = await tampered(
    'postings',
    () => change(1),
    () => change(-1),
  );
  expect(bad).toMatchObject({ entryId: id, position: '3', reason: 'its content is not what was written' });
});

test('an entry whose reason was changed is named', async () => {
  const { id } = await someEntry();
  const change = (source: string) => db().run`update journal_entries set source = ${source} where id = ${id}`;
  const bad = await tampered(
    'journal_entries',
    () => change('payment.succeedes'),
    () => change('payment.succeeded'),
  );
  expect(bad).toMatchObject({ entryId: id });
});

test('a seal that was taken out, and a chain that was cut short, are named', async () => {
  const { id } = await someEntry();
  const seal = await db().one({ previous_hash: col.bytes, hash: col.bytes, sealed_at: col.instant })`
    select previous_hash, hash, sealed_at from journal_seals where position = 3`;
  const bad = await tampered(
    'journal_seals',
    () => db().run`delete from journal_seals where position = 3`,
    () => db().run`
      insert into journal_seals (position, entry_id, previous_hash, hash, sealed_at)
      values (3, ${id}, ${seal.previous_hash}, ${seal.hash}, ${seal.sealed_at})`,
  );
  expect(bad).toMatchObject({ position: '3', reason: 'this seal is missing' });
  const head = await db().one({ position: col.bigint, hash: col.bytes })`select position, hash from journal_head`;
  const cut = await tampered(
    'journal_seals',
    () => db().run`
      update journal_head set position = 3, hash = (select hash from journal_seals where position = 3)`,
    () => db().run`update journal_head set position = ${head.position}, hash = ${head.hash}`,
  );
  expect(cut).toMatchObject({ reason: 'the end of the chain was not written by this platform' });
});

test('an entry that was kept out of the chain is named', async () => {
  const order = await paid(777);
  const { id } = await db().one({ id: col.uuid })`select id from journal_entries where source_id = ${order.paymentId}`;
  expect((await admin().verifyLedger({})).bad).toBe(null);
  await db().run`delete from journal_unsealed where entry_id = ${id}`;
  expect((await admin().verifyLedger({})).bad).toMatchObject({ entryId: id, reason: 'it is not in the chain' });
  await db().run`insert into journal_unsealed (entry_id) values (${id})`;
  await shop.t.settle();
});

test('the ledger refuses changes, removals and emptying', async () => {
  await expect(db().run`update postings set amount = 1`).rejects.toThrow('append-only');
  await expect(db().run`delete from journal_entries`).rejects.toThrow('append-only');
  await expect(db().run`delete from accounts`).rejects.toThrow('append-only');
  await expect(db().run`truncate journal_seals`).rejects.toThrow('append-only');
});

const insertEntry = (lines: [account: string, currency: string, amount: number][], stated = lines.length) => {
  const id = randomUUID();
  return db().transaction(async tx => {
    await tx.run`
      insert into journal_entries (id, lines, at, kind, source, source_id, content_hash)
      values (${id}, ${stated}, ${shop.t.clock.now()}, 'opening', 'test', ${id}, ${Buffer.alloc(32)})`;
    for (const [index, [account, currency, amount]] of lines.entries())
      await tx.run`
        insert into postings (entry_id, line, lines, account, currency, amount)
        values (${id}, ${index + 1}, ${stated}, ${account}, ${currency}, ${amount})`;
  });
};

test('an entry must balance in each currency, be complete and go to accounts that exist', async () => {
  const [to, from] = ['provider:sandbox', 'commission'];
  await db().run`
    insert into accounts (code, kind, created_at) values ('commission', 'income', ${shop.t.clock.now()})
    on conflict do nothing`;
  await expect(
    insertEntry([
      [to, 'EUR', 5],
      [from, 'EUR', -4],
    ]),
  ).rejects.toThrow('sum to zero');
  await expect(
    insertEntry([
      [to, 'EUR', 5],
      [from, 'USD', -5],
    ]),
  ).rejects.toThrow('sum to zero');
  await expect(
    insertEntry(
      [
        [to, 'EUR', 5],
        [from, 'EUR', -5],
      ],
      3,
    ),
  ).rejects.toThrow('has 2 of 3');
  await expect(
    insertEntry([
      [to, 'EUR', 5],
      ['nobody', 'EUR', -5],
    ]),
  ).rejects.toThrow('does not exist');
  const { id } = await someEntry();
  const late = db().run`
    insert into postings (entry_id, line, lines, account, currency, amount)
    select entry_id, 9, 9, account, currency, amount from postings where entry_id = ${id} and line = 1`;
  await expect(late).rejects.toThrow('foreign key');
});

test('commission is posted by the rule that counts, and given back with a refund', async () => {
  const rule = await admin().setCommissionRule({ vendorId: null, ratePpm: 100_000 });
  expect(rule).toMatchObject({ version: 1, scope: 'platform' });
  await admin().setCommissionRule({ vendorId: vendorA, ratePpm: 50_000 });
  expect(rule.validFrom).toBe(plus(shop.t.clock.now(), '1m').replace(/\.\d+Z/, rule.validFrom.slice(19)));
  await shop.t.advance('2m');
  const order = await paid(3_000);
  const [entry] = (await admin().listJournal({ paymentId: order.paymentId })).items;
  const posted = entry!.postings.map(({ account, amount }) => [account, amount.amount]);
  // Of vendor A's 2000, 333 are taxes: 5 % of 1667 are 83; of vendor B's 1000, 10 % are 100.
  expect(posted).toEqual([
    ['provider:sandbox', '3000'],
    [`vendor:${vendorA}`, '-1917'],
    ['commission', '-83'],
    [`vendor:${vendorB}`, '-900'],
    ['commission', '-100'],
  ]);
  expect(entry!.postings[1]!.rule).toMatchObject({ version: 1 });
  const half = [{ vendorId: vendorB, gross: 500n, tax: 0n, funded: 0n }];
  expect(await shop.refund(order, half)).toMatchObject({ state: 'succeeded' });
  const [refund] = (await admin().listJournal({ paymentId: order.paymentId, limit: 1 })).items;
  expect(refund!.postings.map(({ account, amount }) => [account, amount.amount])).toEqual([
    ['provider:sandbox', '-500'],
    [`vendor:${vendorB}`, '450'],
    ['commission', '50'],
  ]);
  const { items: newest, nextCursor } = await admin().listCommissionRules({ limit: 1 });
  const { items: older } = await admin().listCommissionRules({ limit: 1, cursor: nextCursor! });
  expect([newest[0]!.vendorId, older[0]!.vendorId]).toEqual([vendorA, null]);
  await shop.t.settle();
});

test('commission goes by what was sold: each posting names the rule of its category, and so does what is given back', async () => {
  const [tools, books] = [randomUUID(), randomUUID()];
  const ofTools = await admin().setCommissionRule({ vendorId: vendorA, categoryId: tools, ratePpm: 200_000 });
  expect(ofTools).toMatchObject({ version: 1, scope: 'vendor', categoryId: tools });
  const ofBooks = await admin().setCommissionRule({ vendorId: null, categoryId: books, ratePpm: 10_000 });
  expect(ofBooks).toMatchObject({ scope: 'platform', categoryId: books });
  const newer = await admin().setCommissionRule({ vendorId: vendorA, categoryId: tools, ratePpm: 300_000 });
  expect(newer).toMatchObject({ id: ofTools.id, version: 2 });
  await shop.t.advance('2m');
  const made = newOrder(4_000);
  const part = (vendorId: string, categoryIds: string[]) => ({
    vendorId,
    categoryIds,
    gross: 1_000n,
    tax: 0n,
    funded: 0n,
  });
  // Of vendor A tools, books, which the vendor's own rule is before, and shipping; of vendor B books.
  made.vendors = [part(vendorA, [tools, books]), part(vendorA, [books]), part(vendorA, []), part(vendorB, [books])];
  await shop.authorise(made);
  await shop.capture(made);
  const journal = async () => (await admin().listJournal({ paymentId: made.paymentId, limit: 1 })).items[0]!;
  const shown = ({ postings }: Awaited<ReturnType<typeof journal>>) =>
    postings.map(({ account, amount, rule }) => [account.slice(0, 10), amount.amount, rule?.version ?? null]);
  const sale = await journal();
  expect(sale).toMatchObject({ source: 'payment.succeeded', sourceId: made.paymentId });
  expect(shown(sale)).toEqual([
    ['provider:s', '4000', null],
    [`vendor:${vendorA}`.slice(0, 10), '-700', 2],
    ['commission', '-300', 2],
    [`vendor:${vendorA}`.slice(0, 10), '-1900', 1],
    ['commission', '-100', 1],
    [`vendor:${vendorB}`.slice(0, 10), '-990', 1],
    ['commission', '-10', 1],
  ]);
  expect([sale.postings[1]!.rule?.id, sale.postings[5]!.rule?.id]).toEqual([ofTools.id, ofBooks.id]);
  await shop.refund(made, [{ ...part(vendorA, [tools, books]), gross: 500n }]);
  expect((await journal()).postings.map(({ amount, rule }) => [amount.amount, rule?.id])).toEqual([
    ['-500', undefined],
    ['350', ofTools.id],
    ['150', ofTools.id],
  ]);
  const { shares } = await shop.t.as(shop.t.person('admin@platform')).payment.getPayment({ paymentId: made.paymentId });
  expect(shares.map(({ gross, refunded }) => [gross.amount, refunded.amount]).toSorted()).toEqual([
    ['1000', '0'],
    ['3000', '500'],
  ]);
  await shop.t.settle();
});

test('journal and accounts are read in pages that neither skip nor repeat', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; nextCursor: string | null } = await admin().listJournal({
      limit: 2,
      ...(cursor && { cursor }),
    });
    seen.push(...page.items.map(({ id }) => id));
    ({ nextCursor: cursor } = page);
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  const { entries } = await admin().verifyLedger({});
  expect(seen.length).toBe(entries);
  const first = await admin().listAccounts({ limit: 1 });
  const second = await admin().listAccounts({ limit: 1, cursor: first.nextCursor! });
  expect(first.items[0]!.code < second.items[0]!.code).toBe(true);
  expect((await admin().listJournal({ account: 'bank' })).items).toEqual([]);
});
