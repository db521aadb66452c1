import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userCreated, userDeleted } from '#services/iam/events';
import { openWorld, type World } from './fixture.ts';

let w: World;
beforeAll(async () => {
  w = await openWorld();
});
afterAll(() => w.t.close());

const as = (user = w.ada) => w.t.as(user).profile;
const home = { name: 'Ada Adler', line1: 'Lindenallee 12', postcode: '10439', city: 'Berlin', country: 'DE' };

test('an account begins with an empty profile, told once or twice, and nobody has to wait for it', async () => {
  const newcomer = w.t.person();
  await w.t.deliver(userCreated, { userId: newcomer.userId });
  await w.t.redeliver();
  const empty = { displayName: null, about: null, birthday: null, avatarFileId: null, version: 1 };
  expect(await as(newcomer).getMyProfile({})).toEqual({ userId: newcomer.userId, ...empty });
  expect(await as(w.t.person()).getMyProfile({})).toMatchObject(empty);
});

test('what somebody says is kept, the birthday sealed, and an outdated version is refused', async () => {
  const said = { displayName: 'Ada', about: 'Bakes on Sundays', birthday: '1990-05-17' };
  expect(await as().updateMyProfile({ ...said, expectedVersion: 1 })).toMatchObject({ ...said, version: 2 });
  await expect(as().updateMyProfile({ about: 'x', expectedVersion: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  expect(await as().updateMyProfile({ birthday: null })).toMatchObject({ displayName: 'Ada', birthday: null });
  await as().updateMyProfile({ birthday: '1990-05-17' });
  const { row } = await w.t.db('profile').one({ row: col.text })`
    select p::text as row from user_profiles p where user_id = ${w.ada.userId}`;
  expect(row).not.toContain('1990');
});

test('a portrait is a picture, and the one before is let go of unless it is shown again', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  await as().updateMyProfile({ avatarFileId: first });
  expect(await as().updateMyProfile({ avatarFileId: second })).toMatchObject({ avatarFileId: second });
  await w.t.advance('6m');
  expect(w.peers.released).toEqual([`profile:${first}`]);
  await as().updateMyProfile({ avatarFileId: null });
  await as().updateMyProfile({ avatarFileId: second });
  await w.t.advance('6m');
  expect(w.peers.released).toEqual([`profile:${first}`]);
  w.peers.mime = 'application/pdf';
  const paper = as().updateMyProfile({ avatarFileId: randomUUID() });
  await expect(paper).rejects.toMatchObject({ extras: { reason: 'no_picture' } });
  w.peers.mime = 'image/jpeg';
});

test('preferences are the usual ones until set; language and zone are those of the account', async () => {
  const usual = { units: 'metric', weekStarts: 'monday', hours: '24h', currency: 'EUR' };
  expect(await as().getMyPreferences({})).toEqual({ language: 'de', zone: 'Europe/Berlin', ...usual });
  const set = { units: 'imperial', weekStarts: 'sunday', hours: '12h', currency: 'USD' } as const;
  await as().setMyPreferences({ ...set, units: 'metric' });
  expect(await as().setMyPreferences(set)).toMatchObject(set);
  w.peers.down.add('iam');
  expect(await as().getMyPreferences({})).toEqual({ language: null, zone: null, ...set });
  w.peers.down.clear();
});

test('addresses are checked against their country and kept sealed', async () => {
  const refused = (more: object) =>
    expect(as().addAddress({ ...home, ...more })).rejects.toMatchObject({ code: 'invalid_argument' });
  await refused({ postcode: '1043' });
  await refused({ country: 'US', postcode: '10013' });
  await refused({ country: 'XX', postcode: '!' });
  expect(await as().addAddress({ ...home, country: 'GB', postcode: 'sw1a 1aa' })).toMatchObject({
    postcode: 'SW1A 1AA',
  });
  expect(await as().addAddress({ ...home, country: 'XX', postcode: 'A-1' })).toMatchObject({ country: 'XX' });
  const { rows } = await w.t.db('profile').one({ rows: col.text })`
    select string_agg(a::text, ' ') as rows from addresses a where user_id = ${w.ada.userId}`;
  expect(rows).not.toContain('Lindenallee');
});

test('the first address is taken for everything, until another is; there is one of each, even at once', async () => {
  const ben = w.t.person();
  const first = await as(ben).addAddress(home);
  expect(first).toMatchObject({ forShipping: true, forBilling: true });
  const second = await as(ben).addAddress({ ...home, line1: 'Second 2', forShipping: true });
  const list = async () =>
    (await as(ben).listAddresses({})).items.map(({ id, forShipping, forBilling }) => [id, forShipping, forBilling]);
  expect(await list()).toEqual([
    [first.id, false, true],
    [second.id, true, false],
  ]);
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      as(ben).addAddress({ ...home, line1: `Many ${n}`, forShipping: true, forBilling: true }),
    ),
  );
  const all = await list();
  expect([all.filter(each => each[1]).length, all.filter(each => each[2]).length]).toEqual([1, 1]);
});

test('an address is its owner’s to change and forget, and there are only so many', async () => {
  const cleo = w.t.person();
  const { id: addressId, version } = await as(cleo).addAddress(home);
  for (const attempt of [
    () => as().updateAddress({ addressId, ...home }),
    () => as().removeAddress({ addressId }),
    () => as(cleo).removeAddress({ addressId: randomUUID() }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  const moved = { addressId, ...home, line1: 'Elsewhere 1', forBilling: true, expectedVersion: version };
  expect(await as(cleo).updateAddress(moved)).toMatchObject({ line1: 'Elsewhere 1', forShipping: false, version: 2 });
  await expect(as(cleo).updateAddress(moved)).rejects.toMatchObject({ code: 'version_mismatch' });
  await as(cleo).removeAddress({ addressId });
  expect((await as(cleo).listAddresses({})).items).toEqual([]);
  for (let count = 0; count < 50; count++) await as(cleo).addAddress(home);
  await expect(as(cleo).addAddress(home)).rejects.toMatchObject({ extras: { reason: 'too_many' } });
});

test('a card is payment’s; here it has a name and a place in the order', async () => {
  const [visa, other] = [randomUUID(), randomUUID()];
  w.peers.cards = [visa, other];
  await as().setCard({ methodId: visa, label: 'Household', preferred: true });
  await as().setCard({ methodId: other, preferred: true });
  expect((await as().listCards({})).items).toEqual([
    { methodId: other, label: null, preferred: true },
    { methodId: visa, label: 'Household', preferred: false },
  ]);
  await expect(as().setCard({ methodId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  w.peers.cards = [visa];
  await as().setCard({ methodId: visa, label: 'Mine' });
  expect((await as().listCards({})).items).toEqual([{ methodId: visa, label: 'Mine', preferred: false }]);
});

test('wishes are shown with what they cost now, and catalog watches what they wait for', async () => {
  const variants = [randomUUID(), randomUUID(), randomUUID()];
  for (const [index, variantId] of variants.entries()) w.peers.prices.set(variantId, String(100 + index));
  for (const variantId of variants) await as().addWish({ variantId, watches: ['stock', 'price'] });
  const [first] = variants as [string];
  const again = await as().addWish({ variantId: first, note: 'For Ben', watches: ['price'] });
  expect(again).toMatchObject({
    note: 'For Ben',
    watches: ['price'],
    offer: { price: { amount: '100', currency: 'USD' } },
  });
  expect([...w.peers.watches].filter(each => each.startsWith(first))).toEqual([`${first} price`]);
  w.peers.prices.delete(variants[2]!);
  const page = await as().listWishlist({ limit: 2 });
  const rest = await as().listWishlist({ limit: 2, cursor: page.nextCursor! });
  expect([...page.items, ...rest.items].map(({ offer }) => offer?.price.amount ?? null)).toEqual([null, '101', '100']);
  await as().removeWish({ variantId: first });
  await as().removeWish({ variantId: first });
  expect([...w.peers.watches].some(each => each.startsWith(first))).toBe(false);
  w.peers.down.add('catalog');
  expect((await as().listWishlist({})).items).toMatchObject([{ offer: null }, { offer: null }]);
  w.peers.down.clear();
  await expect(as().addWish({ variantId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  await w.t.db('profile').run`
    insert into wishlist_items (user_id, variant_id, watches, created_at)
    select ${w.ada.userId}, md5(n::text)::uuid, '{}', ${w.t.clock.now()}::timestamptz from generate_series(1, 500) n`;
  const tooMany = as().addWish({ variantId: first });
  w.peers.prices.set(first, '1');
  await expect(tooMany).rejects.toMatchObject({ code: expect.any(String) });
  await expect(as().addWish({ variantId: first })).rejects.toMatchObject({ extras: { reason: 'too_many' } });
});

test('a deleted account leaves nothing here but its id in the report, also when it is told twice', async () => {
  const gone = w.t.person();
  const avatarFileId = randomUUID();
  await as(gone).updateMyProfile({ displayName: 'Gone', avatarFileId });
  await as(gone).addAddress(home);
  await as(gone).setMyPreferences({ units: 'metric', weekStarts: 'monday', hours: '24h', currency: 'EUR' });
  await as(gone).requestExport({});
  await w.t.deliver(userDeleted, { userId: gone.userId });
  await w.t.redeliver();
  await w.t.advance('10m');
  expect(w.peers.released).toContain(`profile:${avatarFileId}`);
  for (const found of [
    w.t.db('profile').run`select from user_profiles where user_id = ${gone.userId}`,
    w.t.db('profile').run`select from addresses where user_id = ${gone.userId}`,
    w.t.db('profile').run`select from user_preferences where user_id = ${gone.userId}`,
    w.t.db('profile').run`select from data_requests where user_id = ${gone.userId} and kind = 'export'`,
  ])
    expect(await found).toBe(0);
});
