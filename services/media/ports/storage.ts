// Where the bytes are kept. Keys are random and are never used again.

import { posix } from 'node:path';
import type { Ctx } from '#kernel/service';
import type { mediaService } from '../definition.ts';
import { diskStorage } from './disk-storage.ts';
import { uploadThingStorage } from './uploadthing-storage.ts';

export interface Storage {
  /** The scheme of its addresses. */
  name: string;
  /** Keeps the bytes; once it resolved they survive a crash. Raises `unavailable`. */
  put(key: string, content: Uint8Array, mime: string): Promise<void>;
  /** The bytes, or null if there are none under the key. Raises `unavailable`. */
  get(key: string): Promise<Uint8Array | null>;
  /** Removes what is under the key, also what a broken-off `put` left; nothing there is no error. Raises
   * `unavailable`. */
  remove(key: string): Promise<void>;
}

export interface Stores {
  /** The store new files go to. */
  current: Storage;
  /** The store and key of an address such as `disk:4f0c…`: files stay where they were stored when the setting
   * changes. */
  at(fileUrl: string): { storage: Storage; key: string };
}

type MediaCtx = Ctx<typeof mediaService.definition>;

const known = new WeakMap<MediaCtx, Stores>();

/** The stores of a running service. */
export function storesOf(ctx: MediaCtx): Stores {
  let stores = known.get(ctx);
  if (!stores) known.set(ctx, (stores = openStores(ctx)));
  return stores;
}

function openStores({ dataDir, config, random }: MediaCtx): Stores {
  const all: Storage[] = [diskStorage(posix.join(dataDir, 'files'))];
  const { uploadthingToken, uploadthingUrl } = config;
  if (uploadthingToken)
    all.push(uploadThingStorage({ apiKey: uploadthingToken.apiKey, apiUrl: uploadthingUrl, random }));
  return {
    current: all.at(-1)!,
    at(fileUrl) {
      const colon = fileUrl.indexOf(':');
      const storage = all.find(({ name }) => name === fileUrl.slice(0, colon));
      if (!storage) throw new Error(`the store of ${fileUrl} is not configured`);
      return { storage, key: fileUrl.slice(colon + 1) };
    },
  };
}

/** The address of a key in a store. */
export const addressIn = (storage: Storage, key: string): string => `${storage.name}:${key}`;
