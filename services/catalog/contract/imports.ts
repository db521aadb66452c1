// Products as CSV files of Shopify's form.

import { z } from 'zod';
import { Content, endpoint, File, Id, pageInput, pageOf } from '#kernel/contract';
import { Currency, ImportNote, ProductImport } from './wire.ts';

const vendorOfRow = { role: 'vendor', of: 'row' } as const;
const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;

export const uploadProducts = endpoint({
  method: 'POST',
  path: '/v1/vendors/:vendorId/product-imports',
  summary: 'Import a CSV file of products, as Shopify exports them',
  description:
    'Answers at once; the file is read in the background, and `getImport` tells how far it is. Products are known by ' +
    'their handle: new ones are added, others changed, none removed. The same file again changes nothing.',
  access: vendor,
  creates: true,
  limit: { per: 'user', capacity: 10, perMinute: 5 },
  upload: { maxBytes: 20 * 1024 * 1024, types: ['text/csv'] },
  deadlineMs: 60_000,
  input: z.strictObject({
    vendorId: Id,
    currency: Currency.default('EUR'),
    fileName: z.string().max(200).default('products.csv'),
    content: Content,
    contentType: z.literal('text/csv'),
  }),
  output: ProductImport,
  errors: ['not_found', 'payload_too_large', 'unsupported_media_type'],
});

export const getImport = endpoint({
  method: 'GET',
  path: '/v1/product-imports/:importId',
  summary: 'How far an import is',
  access: vendorOfRow,
  input: z.strictObject({ importId: Id }),
  output: ProductImport,
  errors: ['not_found'],
});

export const listImports = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/product-imports',
  summary: 'My imports, newest first',
  access: vendor,
  input: z.strictObject({ vendorId: Id, ...pageInput }),
  output: pageOf(ProductImport),
});

export const listImportNotes = endpoint({
  method: 'GET',
  path: '/v1/product-imports/:importId/notes',
  summary: 'The rows of an import that were left out or put right, by line',
  access: vendorOfRow,
  input: z.strictObject({ importId: Id, ...pageInput }),
  output: pageOf(ImportNote),
  errors: ['not_found'],
});

export const exportProducts = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/product-export',
  summary: 'All my products as a CSV file that imports to the same catalogue',
  access: vendor,
  limit: { per: 'user', capacity: 5, perMinute: 5 },
  deadlineMs: 60_000,
  input: z.strictObject({ vendorId: Id, currency: Currency.default('EUR') }),
  output: File,
  errors: ['not_found'],
});
