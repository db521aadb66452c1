import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diskStorage } from '../ports/disk-storage.ts';
import { storageSuite } from './storage-suite.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agora-disk-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

storageSuite(() => diskStorage(folder));

const key = '00112233445566778899aabbccddeeff';

test('a key that is a path reaches nothing', async () => {
  const storage = diskStorage(folder);
  await expect(storage.get('../../etc/passwd')).rejects.toThrow('not a storage key');
  await expect(storage.put('../x', Buffer.from('x'), 'image/png')).rejects.toThrow('not a storage key');
});

test('half a file that a crash left is never read, and removing the key takes it away', async () => {
  // Not where the keys of the suite lie: one of them may begin alike.
  const own = join(folder, 'half');
  const storage = diskStorage(own);
  await mkdir(join(own, '00'), { recursive: true });
  await writeFile(join(own, '00', `${key}.part`), 'half a fi');
  expect(await storage.get(key)).toBeNull();
  await storage.remove(key);
  expect(await readdir(join(own, '00'))).toEqual([]);
});

test('a disk that cannot be written is unavailable', async () => {
  await writeFile(join(folder, 'full'), '');
  const storage = diskStorage(join(folder, 'full'));
  await expect(storage.put(key, Buffer.from('x'), 'image/png')).rejects.toMatchObject({ code: 'unavailable' });
});
