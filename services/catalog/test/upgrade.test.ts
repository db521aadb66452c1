// What was in the database before an upgrade is there after it.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { beforeUpgrade } from '#kernel/testing/upgrade';
import { catalogService } from '../definition.ts';

test('an upgrade gives listed products the day they have not, and goes back', async () => {
  const now = '2026-03-02T09:00:00.000Z';
  const { db, upgrade, goBack } = await beforeUpgrade(catalogService.definition, now);
  const id = randomUUID();
  await db.run`insert into vendors (id, slug, name, created_at) values (${id}, 'shop', 'Shop', ${now})`;
  await db.run`
    insert into products (id, vendor_id, slug, handle, title, description, description_text, state, created_at, updated_at,
                          published_at)
    values (${id}, ${id}, 'bell', 'bell', 'Bell', '', '', 'active', ${now}, ${now}, ${now})`;
  const card = {
    stock: 'low',
    variants: [
      { id: 'b', stock: 'low' },
      { id: 'a', stock: 'sold_out' },
    ],
  };
  await db.run`
    insert into product_listings (product_id, currency, vendor_id, title, published_at, price_from, price_to, in_stock,
                                  category_ids, tags, options, card)
    values (${id}, 'EUR', ${id}, 'Bell', ${now}, 100, 100, true, '{}', '{}', '{}', ${json(card)})`;
  const cards = async () =>
    (await db.many({ card: col.json<unknown>() })`select card from product_listings`).map(each => each.card);
  await upgrade();
  const variants = card.variants.map(each => ({ ...each, availableFrom: null }));
  expect(await cards()).toEqual([{ ...card, availableFrom: null, variants }]);
  await goBack();
  expect(await cards()).toEqual([card]);
});
