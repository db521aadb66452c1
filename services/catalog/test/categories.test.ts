import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '#kernel/sql/database';
import { meeting } from '#kernel/testing/meeting';
import { newVendor, openShop, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

test('a category is moved with all below it, and the shop finds its products in the new place', async () => {
  const { admin, newProduct } = await newVendor(t);
  const roots = async () => (await t.anonymous().catalog.listCategories({})).items.map(({ slug }) => slug);
  const a = await admin.createCategory({ slug: 'a', title: 'A' });
  expect(await roots()).toContain('a');
  const b = await admin.createCategory({ slug: 'b', title: 'B' });
  expect(await roots()).toContain('b');
  const leaf = await admin.createCategory({ slug: 'a-leaf', title: 'Leaf', parentId: a.id });
  const deep = await admin.createCategory({ slug: 'a-deep', title: 'Deep', parentId: leaf.id });
  await newProduct({ title: 'Moved', categoryIds: [deep.id] });
  const found = async (category: string) => (await t.anonymous().catalog.listProducts({ category })).items.length;
  expect([await found('a'), await found('b')]).toEqual([1, 0]);
  await admin.updateCategory({ categoryId: leaf.id, parentId: b.id, title: 'Twig', expectedVersion: 1 });
  expect([await found('a'), await found('b'), await found('a-deep')]).toEqual([0, 1, 1]);
  const { items } = await t.anonymous().catalog.listCategories({});
  expect(items.find(({ slug }) => slug === 'b')).toMatchObject({
    children: [{ title: 'Twig', children: [{ slug: 'a-deep', children: [] }] }],
  });
  await expect(admin.updateCategory({ categoryId: b.id, parentId: deep.id })).rejects.toMatchObject({
    extras: { reason: 'below_itself' },
  });
  await expect(admin.updateCategory({ categoryId: leaf.id, title: 'X', expectedVersion: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  await expect(admin.deleteCategory({ categoryId: leaf.id })).rejects.toMatchObject({
    extras: { reason: 'has_children' },
  });
  await admin.deleteCategory({ categoryId: deep.id });
  expect(await found('b')).toBe(0);
});

test('categories have slugs of their own, exist, and are the administrators’', async () => {
  const { admin, selling } = await newVendor(t);
  const once = await admin.createCategory({ slug: 'once', title: 'Once', attributes: [] });
  await expect(admin.createCategory({ slug: 'once', title: 'Twice' })).rejects.toMatchObject({
    extras: { reason: 'slug_taken' },
  });
  const nowhere = t.ctx('catalog').id();
  await expect(admin.createCategory({ slug: 'lost', title: 'Lost', parentId: nowhere })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(admin.deleteCategory({ categoryId: nowhere })).rejects.toMatchObject({ code: 'not_found' });
  const twin = { key: 'a', label: 'A', type: 'text' as const };
  for (const attributes of [[twin, twin], [{ ...twin, type: 'choice' as const }]])
    await expect(admin.createCategory({ slug: 'odd', title: 'Odd', attributes })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  await expect(selling.createCategory({ slug: 'mine', title: 'Mine' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(selling.updateCategory({ categoryId: once.id, title: 'Mine' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('two categories moved below each other at once do not make a ring', async () => {
  const { admin } = await newVendor(t);
  const [x, y] = [
    await admin.createCategory({ slug: 'x', title: 'X' }),
    await admin.createCategory({ slug: 'y', title: 'Y' }),
  ];
  const lock = (tx: Tx) => tx.run`select from categories where id = any(${[x.id, y.id]}::uuid[]) for update`;
  const moves = await meeting(t.db('catalog'), lock, [
    () => admin.updateCategory({ categoryId: x.id, parentId: y.id }),
    () => admin.updateCategory({ categoryId: y.id, parentId: x.id }),
  ]);
  expect(moves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
