// The facts media owns.

import { z } from 'zod';
import { Id } from '#kernel/contract';
import { event } from '#kernel/event';

export const fileUploaded = event(
  'file.uploaded',
  1,
  'fileId',
  z.strictObject({ fileId: Id, ownerId: Id.nullable(), mime: z.string(), size: z.int() }),
  'A file is stored and safe to show',
);
