// The data folder of the server: made once, whole or not at all.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canEnter, giveTo, makePublic, publicPlace } from './account.ts';
import type { Binaries } from './binaries.ts';
import { describeProcess } from './postmaster.ts';

const run = promisify(execFile);

const initdbOptions = '--username=postgres --auth=scram-sha-256 --encoding=UTF8 --no-instructions'.split(' ');
// Sorting by code point is the same on every machine; C.UTF-8 still knows the letters of all languages.
const localeOptions = '--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8'.split(' ');

export interface Cluster {
  /** The data folder as the system resolves it. */
  dataDir: string;
  password: string;
  /** Whether this call made it. */
  isNew: boolean;
}

/**
 * Opens the data folder at `path`, made with initdb if there is none. Throws a sentence when what is there cannot be
 * used: another major version, something else than PostgreSQL, out of the account's reach.
 */
export async function openCluster(
  path: string,
  account: Account,
  programs: Binaries,
  durable: boolean,
): Promise<Cluster> {
  await mkdir(dirname(path), { recursive: true });
  await sweepAbandoned(path);
  const isNew = !existsSync(join(path, 'PG_VERSION')) && (await createCluster(path, account, programs, durable));
  const dataDir = await realpath(path);
  const major = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (major !== programs.version.split(/\D/)[0]) {
    const advice = 'move the folder away to begin anew, or restore a backup of it into the new version';
    throw new Error(`${path} was made by PostgreSQL ${major}, this is ${programs.version}: ${advice}`);
  }
  if (statSync(dataDir).uid === 0) giveTo(account, dataDir);
  if (!canEnter(dataDir, account)) {
    throw new Error(`user ${account.uid} cannot enter ${dataDir}: open its parent folders with chmod o+x`);
  }
  const password = await readFile(join(dataDir, 'agora.password'), 'utf8').catch(() => {
    throw new Error(`${path} was not made by Agora (it has no agora.password): set AGORA_DATA to another folder`);
  });
  return { dataDir, password, isNew };
}

/** Makes the folder under another name and publishes it in one step; false when another start was faster. */
async function createCluster(path: string, account: Account, programs: Binaries, durable: boolean): Promise<boolean> {
  await refuseForeignContent(path);
  const hidden = !canEnter(dirname(path), account);
  if (hidden) makePublic(publicPlace);
  const name = createHash('sha256').update(path).digest('hex').slice(0, 8);
  // A random part: a folder of the same path that was moved away since keeps its own data.
  const staging = await mkdtemp(hidden ? `${publicPlace}/${name}-` : `${path}.new-${process.pid}-`);
  const passwordFile = `${staging}.password`;
  try {
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    for (const owned of [staging, passwordFile]) giveTo(account, owned);
    const options = [...initdbOptions, ...localeOptions, `--pwfile=${passwordFile}`, ...(durable ? [] : ['--no-sync'])];
    await run(programs.initdb, [`--pgdata=${staging}`, ...options], { ...account, cwd: '/', env: { LC_ALL: 'C' } });
    await rename(passwordFile, join(staging, 'agora.password'));
    if (hidden) await rmdir(path).catch(() => {}); // An empty folder may be there; a full one makes the next line fail.
    await (hidden ? symlink(staging, path) : rename(staging, path));
    return true;
  } catch (error) {
    await Promise.all([staging, passwordFile].map(left => rm(left, { recursive: true, force: true })));
    if (existsSync(join(path, 'PG_VERSION'))) return false;
    throw error;
  }
}

/** Removes what starts that were killed before they published their folder left beside it. */
async function sweepAbandoned(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const [folder, maker] = name.split('.new-');
    if (folder !== basename(path) || !maker || describeProcess(Number.parseInt(maker, 10))) continue;
    await rm(join(dirname(path), name), { recursive: true, force: true }).catch(() => {}); // Its initdb may still run.
  }
}

async function refuseForeignContent(path: string): Promise<void> {
  const isDangling = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && !existsSync(path);
  if (isDangling) throw new Error(`${path} leads nowhere: bring its data back, or remove it to begin anew`);
  const content = existsSync(path) ? await readdir(path) : [];
  if (content.length > 0 && !content.includes('PG_VERSION')) {
    throw new Error(`${path} holds something else than PostgreSQL data: set AGORA_DATA to another folder`);
  }
}
