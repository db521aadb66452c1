// The tree of categories, which the platform's administrators tend.

import { z } from 'zod';
import { endpoint, Id, line, Nothing } from '#kernel/contract';
import { AttributeDefinition, Category, expectedVersion, Position, Slug } from './wire.ts';

const access = { role: 'admin', of: 'platform' } as const;
const attributes = z
  .array(AttributeDefinition)
  .max(50)
  .refine(all => new Set(all.map(({ key }) => key)).size === all.length, 'has two attributes of one key')
  .refine(
    all => all.every(({ type, choices }) => (type === 'choice') === (choices !== undefined && choices.length > 0)),
    'a choice, and nothing else, has choices',
  );

export const createCategory = endpoint({
  method: 'POST',
  path: '/v1/categories',
  summary: 'Add a category',
  access,
  idempotent: true,
  creates: true,
  audit: ['slug', 'parentId'],
  input: z.strictObject({
    parentId: Id.nullable().default(null),
    slug: Slug,
    title: line(120),
    position: Position.default(0),
    attributes: attributes.default([]).describe('What its products, and those below, have'),
  }),
  output: Category,
  errors: ['not_found', 'already_exists'],
});

export const updateCategory = endpoint({
  method: 'PATCH',
  path: '/v1/categories/:categoryId',
  summary: 'Change a category, or move it with all below it',
  access,
  audit: ['categoryId', 'slug', 'parentId'],
  input: z.strictObject({
    categoryId: Id,
    parentId: Id.nullable().optional(),
    slug: Slug.optional(),
    title: line(120).optional(),
    position: Position.optional(),
    attributes: attributes.optional(),
    expectedVersion,
  }),
  output: Category,
  errors: ['not_found', 'already_exists', 'failed_precondition', 'version_mismatch'],
});

export const deleteCategory = endpoint({
  method: 'DELETE',
  path: '/v1/categories/:categoryId',
  summary: 'Delete a category that has none below it; its products stay',
  access,
  audit: ['categoryId'],
  input: z.strictObject({ categoryId: Id }),
  output: Nothing,
  errors: ['not_found', 'failed_precondition'],
});
