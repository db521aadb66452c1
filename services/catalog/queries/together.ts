// Which holds are made and confirmed together. All that locks the stock of several variants does so in the order of their ids;
// one after the other, holds of one variant each can be put in that order, those of several cannot.

import { LRUCache } from 'lru-cache';
import type { Queries } from '#kernel/sql/database';
import type { CatalogCtx } from '../definition.ts';

/** The variant of what was held here. Who confirms it elsewhere does so alone. */
const variants = new LRUCache<string, string>({ max: 20_000 });

/** Where the statement runs that makes a hold. */
export function queriesToHold(
  { db }: CatalogCtx,
  { holdId, items }: { holdId: string; items: readonly { variantId: string }[] },
): Queries {
  const [only, ...others] = items;
  if (!only || others.length > 0) return db;
  variants.set(holdId, only.variantId);
  return db.together(only.variantId);
}

/** Where the statement runs that confirms one. */
export function queriesToConfirm({ db }: CatalogCtx, holdId: string): Queries {
  const variantId = variants.get(holdId);
  return variantId === undefined ? db : db.together(variantId);
}
