// What others may ask of media: people upload, other services claim and show.

import { z } from 'zod';
import { Content, contract, endpoint, File, Id, Nothing, Timestamp } from '#kernel/contract';
import { personalData } from '#kernel/personal-data';

export const maxUploadBytes = 15 * 1024 * 1024;

/** What may be uploaded. No SVG and no HTML: both can carry scripts. */
export const uploadTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'] as const;

const Variant = z.enum(['original', 'thumbnail']);

const shape = {
  id: Id,
  /** The uploader's name for it, cleaned; for display only. */
  name: z.string().nullable(),
  mime: z.string(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  createdAt: Timestamp,
};
export const StoredFile = z.strictObject(shape).meta({ id: 'StoredFile' });
export type StoredFile = z.output<typeof StoredFile>;

/** Links that anyone who has them can open until they expire. */
const links = { url: z.url(), thumbnailUrl: z.url().nullable() };
export const LinkedFile = z.strictObject({ ...shape, claimed: z.boolean(), ...links }).meta({ id: 'LinkedFile' });

const Claim = z
  .string()
  .regex(/^[a-z][a-z_-]*:[\w-]+$/)
  .max(200)
  .describe('The thing a file belongs to, e.g. `ticket:<id>`');

export const media = contract('media', {
  exportPersonalData: personalData('media'),
  uploadFile: endpoint({
    method: 'POST',
    path: '/v1/files',
    summary: 'Upload a photo or a PDF',
    description:
      'The body is the file itself, its type the content type. Photos are re-encoded, so that nothing but the picture ' +
      'is kept, and reduced to 2560 pixels a side. A file that nothing refers to is deleted after a day.',
    access: 'user',
    creates: true,
    idempotent: true,
    limit: { per: 'user', capacity: 30, perMinute: 30 },
    upload: { maxBytes: maxUploadBytes, types: uploadTypes },
    deadlineMs: 30_000,
    input: z.strictObject({
      name: z.string().max(200).optional().describe('The name to show, e.g. `leak.jpg`'),
      content: Content,
      contentType: z.enum(uploadTypes),
    }),
    output: StoredFile,
    errors: ['payload_too_large', 'unsupported_media_type', 'overloaded'],
  }),
  getFile: endpoint({
    method: 'GET',
    path: '/v1/files/:fileId',
    summary: 'One of my files, with links to show it',
    access: 'row',
    input: z.strictObject({ fileId: Id }),
    output: LinkedFile,
    errors: ['not_found'],
  }),
  readFile: endpoint({
    method: 'GET',
    path: '/v1/files/:fileId/content',
    summary: 'The content of a file',
    description: 'Opens to its owner, and to anyone with a link that is signed and has not expired.',
    access: 'public',
    deadlineMs: 30_000,
    input: z.strictObject({
      fileId: Id,
      variant: Variant.default('original'),
      expires: z.int().positive().optional().describe('Seconds since the epoch, from the signed link'),
      signature: z.string().max(100).optional(),
    }),
    output: File,
    errors: ['not_found', 'permission_denied'],
  }),
  deleteFile: endpoint({
    method: 'DELETE',
    path: '/v1/files/:fileId',
    summary: 'Delete a file of mine that nothing refers to',
    access: 'row',
    input: z.strictObject({ fileId: Id }),
    output: Nothing,
    errors: ['not_found', 'failed_precondition'],
  }),
  claimFiles: endpoint({
    method: 'POST',
    path: '/v1/internal/files/claim',
    summary: 'Keep files for a thing they belong to',
    description:
      'All or none. Claiming again under the same claim changes nothing; `not_found` if one is not of the owner, ' +
      '`failed_precondition` with the reason `file_claimed` if one belongs to another thing.',
    access: 'service',
    input: z.strictObject({ fileIds: z.array(Id).min(1).max(10), ownerId: Id, claim: Claim }),
    output: z.strictObject({ items: z.array(StoredFile) }),
    errors: ['not_found', 'failed_precondition'],
  }),
  signFiles: endpoint({
    method: 'POST',
    path: '/v1/internal/files/sign',
    summary: 'Links to files, good for a quarter of an hour; files that are gone are left out',
    access: 'service',
    input: z.strictObject({ fileIds: z.array(Id).max(100) }),
    output: z.strictObject({
      items: z.array(z.strictObject({ fileId: Id, mime: z.string(), size: z.int(), ...links })),
    }),
  }),
  releaseFiles: endpoint({
    method: 'POST',
    path: '/v1/internal/files/release',
    summary: 'Let go of the files of a thing; unless claimed again they are deleted after a day',
    access: 'service',
    input: z.strictObject({ claim: Claim }),
    output: Nothing,
  }),
});
