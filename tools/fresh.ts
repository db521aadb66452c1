// Generated files are checked in, because a reviewer reads them, and checked fresh, because a reviewer believes them.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Finding, repositoryRoot } from './files.ts';

/** Path relative to the repository → what should stand there. */
export type Generators = Readonly<Record<string, () => Promise<string>>>;

/**
 * Compares each generated text with its file, and lists the files in `generated/` that no generator makes. With
 * `write` it writes the texts instead and reports only those files.
 */
export async function checkFresh(generators: Generators, write: boolean, root = repositoryRoot): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [path, generate] of Object.entries(generators)) {
    const wanted = await generate();
    const present = await readIfPresent(join(root, path));
    if (present === wanted) continue;
    if (write) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), wanted);
    } else if (present === undefined) findings.push({ path, line: 1, message: 'is missing: run npm run generate' });
    else
      findings.push({ path, line: firstDifference(present, wanted), message: 'is out of date: run npm run generate' });
  }
  for (const path of await listGenerated(root))
    if (!Object.hasOwn(generators, path)) findings.push({ path, line: 1, message: 'no generator makes it: delete it' });
  return findings;
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function listGenerated(root: string): Promise<string[]> {
  const folder = join(root, 'generated');
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter(each => each.isFile()).map(each => join(each.parentPath, each.name));
    return paths.map(path => path.slice(join(root, '/').length).replaceAll('\\', '/')).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function firstDifference(present: string, wanted: string): number {
  const lines = wanted.split('\n');
  const index = present.split('\n').findIndex((line, i) => line !== lines[i]);
  return index === -1 ? lines.length : index + 1;
}
