// Builds the web app: a process of its own, as the builder is larger than the platform and sets its environment.

import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { folderOf, hashOf, home, readRecord, recordFile, root } from './build.ts';
import config from './vite.config.ts';

async function bundle(): Promise<void> {
  const before = readRecord();
  const outDir = join(home, `building-${process.pid}`);
  const options = { ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir } } as const;
  const output = await build(options).catch(error => {
    rmSync(outDir, { recursive: true, force: true });
    throw error;
  });
  const chunks = (output as Rolldown.RolldownOutput).output.filter(each => each.type === 'chunk');
  const sources = [...new Set(chunks.flatMap(({ moduleIds }) => moduleIds.map(pathOf)))].filter(isOurs).toSorted();
  await compress(outDir);
  const made = {
    hash: hashOf(sources),
    sources,
    firstLoadBytes: await firstLoad(chunks, outDir),
    chunks: chunks.length,
    seconds: performance.now() / 1000,
  };
  rmSync(folderOf(made), { recursive: true, force: true });
  renameSync(outDir, folderOf(made));
  writeFileSync(recordFile, JSON.stringify(made));
  // The build before may still be looked into; what is older is not.
  for (const name of readdirSync(home))
    if (/^[0-9a-f]{16}$/.test(name) && name !== made.hash && name !== before?.hash)
      rmSync(join(home, name), { recursive: true });
}

const pathOf = (moduleId: string): string => relative(root, moduleId.split('?')[0]!);
const isOurs = (path: string): boolean => /^(services|kernel)\//.test(path);

const pack = {
  '.br': (content: Buffer) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  '.gz': (content: Buffer) => promisify(gzip)(content, { level: 9 }),
};
const packed = new Set(['.js', '.css', '.html', '.svg', '.webmanifest', '.json']);

/** Puts `x.br` and `x.gz` beside every x that shrinks, so that no request waits for it. */
async function compress(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => packed.has(extname(name)));
  const one = async (name: string) => {
    const content = await readFile(join(folder, name));
    for (const [suffix, by] of Object.entries(pack)) {
      const smaller = await by(content);
      if (smaller.length < content.length * 0.9) await writeFile(join(folder, name + suffix), smaller);
    }
  };
  await Promise.all(names.map(one));
}

/** The gzipped size of the scripts that the start page needs before it is shown: the entry, the screen, and all that
 * they import. */
async function firstLoad(chunks: readonly Rolldown.OutputChunk[], folder: string): Promise<number> {
  const byName = new Map(chunks.map(chunk => [chunk.fileName, chunk]));
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const next of byName.get(name)?.imports ?? []) need(next);
  };
  for (const chunk of chunks)
    if (chunk.isEntry || chunk.facadeModuleId?.endsWith('/screens/home/home.tsx')) need(chunk.fileName);
  const sizes = [...needed].map(async name => (await pack['.gz'](await readFile(join(folder, name)))).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

await bundle();
