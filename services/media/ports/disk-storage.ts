// Files on the local disk, spread over 256 folders.

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CodedError } from '#kernel/errors';
import type { Storage } from './storage.ts';

/** Keeps files under a folder, which is made when the first one comes. */
export function diskStorage(folder: string): Storage {
  const pathOf = (key: string): string => {
    if (!/^[0-9a-f]{32}$/.test(key)) throw new Error(`not a storage key: ${key}`);
    return join(folder, key.slice(0, 2), key);
  };
  return {
    name: 'disk',
    put: (key, content) => orUnavailable(() => writeWhole(pathOf(key), content)),
    get: key =>
      orUnavailable(() =>
        readFile(pathOf(key)).catch(error => {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
          throw error;
        }),
      ),
    remove: key =>
      orUnavailable(async () => {
        await rm(pathOf(key), { force: true });
        await rm(partOf(pathOf(key)), { force: true });
      }),
  };
}

const partOf = (path: string): string => `${path}.part`;

/** Under its name there is all of a file or nothing, also after the power went: written aside, flushed, renamed, and
 * the folder flushed, for the name is kept there. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = await open(partOf(path), 'w', 0o600);
  try {
    await part.writeFile(content);
    await part.sync();
  } finally {
    await part.close();
  }
  await rename(partOf(path), path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new CodedError('unavailable', 'Files cannot be stored or read right now; try again.', { cause });
  }
}
