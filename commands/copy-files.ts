// What of the data folder belongs into a backup beside the databases: the services' files and the secret.

import { copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FilesReport {
  files: number;
}

/** Not the server's own folder, which the databases' copies stand for. */
const leftOut = /^postgres/;

/** Copies between a data folder and a backup's `files`. Nothing of the data folder is deleted. */
export async function copyFiles(data: string, backup: string, direction: 'out' | 'in'): Promise<FilesReport> {
  const kept = join(backup, 'files');
  const [from, to] = direction === 'out' ? [data, kept] : [kept, data];
  await mkdir(to, { recursive: true, mode: 0o700 });
  const entries = (await readdir(from, { withFileTypes: true })).filter(({ name }) => !leftOut.test(name));
  for (const { name } of entries.filter(entry => entry.isFile())) await copyFile(join(from, name), join(to, name));
  for (const { name } of entries.filter(entry => entry.isDirectory()))
    await cp(join(from, name), join(to, name), { recursive: true, force: true });
  const all = await readdir(to, { recursive: true, withFileTypes: true });
  return { files: all.filter(entry => entry.isFile() && entry.name !== 'secret').length };
}
