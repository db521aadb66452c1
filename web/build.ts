// Which build of the web app is the last, and whether it still is what its sources say. What is built stays under
// .agora/web of the repository, by the hash of what it was made from; bundle.ts makes it.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const home = join(root, '.agora', 'web');
export const recordFile = join(home, 'current.json');

/** What is known of the last build: which files it was made from, and how heavy the first page is. */
export interface WebBuild {
  hash: string;
  /** Outside of web/ and node_modules/, relative to the repository. */
  sources: string[];
  firstLoadBytes: number;
  chunks: number;
  seconds: number;
}

export const folderOf = ({ hash }: Pick<WebBuild, 'hash'>): string => join(home, hash);

/** The last build, if nothing it was made from has changed since. */
export function currentBuild(): WebBuild | undefined {
  const last = readRecord();
  return last && isThere(folderOf(last)) && hashOf(last.sources) === last.hash ? last : undefined;
}

/** Of everything under web/, of the contracts that it imports, and of the libraries' versions. */
export function hashOf(sources: readonly string[]): string {
  const own = readdirSync(join(root, 'web'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
  const hash = createHash('sha256');
  for (const path of [...own.toSorted(), ...sources, 'package-lock.json'])
    hash.update(`${path}\0`).update(contentOf(path)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function contentOf(path: string): Buffer | string {
  try {
    return readFileSync(join(root, path));
  } catch {
    return 'gone';
  }
}

const isThere = (folder: string): boolean => contentOf(relative(root, join(folder, 'index.html'))) !== 'gone';

export function readRecord(): WebBuild | undefined {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8')) as WebBuild;
  } catch {
    return undefined;
  }
}
