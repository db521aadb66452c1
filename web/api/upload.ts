import { media } from '#services/media/contract';
import { ask } from './client.ts';
import { newId } from './new-id.ts';

type Type = (typeof media.endpoints.uploadFile.input.shape.contentType.options)[number];

/** Uploads a photo; the server re-encodes it and keeps it for a day unless something refers to it. */
export const uploadPhoto = async (file: Blob & { name?: string }) =>
  ask(
    media.endpoints.uploadFile,
    {
      ...(file.name && { name: file.name.slice(0, 200) }),
      content: new Uint8Array(await file.arrayBuffer()),
      contentType: file.type as Type,
    },
    { idempotencyKey: newId() },
  );
