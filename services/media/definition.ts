// What media needs.

import { z } from 'zod';
import { named, secret } from '#kernel/config';
import { defineService } from '#kernel/service';
import { userDeleted } from '#services/iam/events';
import { media } from './contract.ts';
import { UploadThingToken } from './domain/uploadthing-token.ts';
import { fileUploaded } from './events.ts';

export const mediaService = defineService({
  contract: media,
  publishes: [fileUploaded],
  consumes: [userDeleted],
  config: z.strictObject({
    /** Files go to UploadThing when this is set, else to the data folder. */
    uploadthingToken: secret(named('UPLOADTHING_TOKEN', UploadThingToken.optional())),
    uploadthingUrl: z.url().default('https://api.uploadthing.com'),
  }),
  migrations: new URL('./migrations/', import.meta.url),
});
