import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, lstat, mkdir, readdir, readlink, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { accountFor, canEnter } from '../account.ts';
import { findBinaries, runnableBinaries } from '../binaries.ts';
import { folder, isRoot, query, start, startOwner } from './fixtures.ts';

const here = dirname(fileURLToPath(import.meta.url));
const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

test.runIf(isRoot)('as root the server runs as an ordinary user that owns its data', async () => {
  const dataDir = join(await folder(), 'postgres');
  const { uid, gid } = accountFor(dataDir);
  expect(uid).toBeGreaterThan(0);
  const server = await start({ dataDir });
  expect(await stat(dataDir)).toMatchObject({ uid, gid });
  expect(await stat(`/proc/${server.pid}`)).toMatchObject({ uid });
  await server.stop();

  execFileSync('chown', ['-R', '0:0', dataDir]); // As after restoring a backup with cp.
  const again = await start({ dataDir });
  expect(await stat(join(dataDir, 'PG_VERSION'))).toMatchObject({ uid, gid });
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)('as root in a folder closed to others, the data lies where the server can reach it', async () => {
  const closed = await folder(0o700);
  const dataDir = join(closed, 'agora/postgres');
  const server = await start({ dataDir });
  const real = await readlink(dataDir);
  onTestFinished(() => rm(real, { recursive: true, force: true }));
  expect(real).toMatch(/^\/var\/lib\/agora\/[0-9a-f]{8}-\w{6}$/);
  await query(server.url, 'create table notes as select 42 as answer');
  await server.stop();

  const again = await start({ dataDir });
  expect(await query(again.url, 'select answer from notes')).toEqual([{ answer: 42 }]);
  expect(await readdir(join(closed, 'agora'))).toEqual(['postgres', 'postgres.log']);
  await again.stop();

  // Who removes the folder wants to begin anew.
  await rm(dataDir);
  const fresh = await start({ dataDir });
  const next = await readlink(dataDir);
  onTestFinished(() => rm(next, { recursive: true, force: true }));
  expect(await query(fresh.url, `select to_regclass('notes') as notes`)).toEqual([{ notes: null }]);
});

test.runIf(isRoot)('as root with programs closed to others, or without their links, a whole copy is run', async () => {
  const [closed, place] = [await folder(0o700), join(await folder(), 'place')];
  const account = accountFor(`${closed}/none`);
  const native = join(dirname((await findBinaries({})).postgres), '..');
  const hidden = join(closed, 'package/native');
  await cp(join(native, '../package.json'), join(closed, 'package/package.json'));
  await cp(native, hidden, {
    recursive: true,
    filter: async source => !(await lstat(source)).isSymbolicLink() && !/\.a$|lib.postgresql$|share$/.test(source),
  });
  await expect(stat(join(hidden, 'lib/libicuuc.so.60'))).rejects.toThrow('ENOENT');

  const programs = await runnableBinaries(hidden, account, place);
  expect(programs.version).toBe('18.4');
  expect(programs.postgres).toMatch(new RegExp(`^${place}/postgresql-18.4[^/]*/bin/postgres$`));
  const { ino } = await stat(programs.postgres);
  await runnableBinaries(hidden, account, place);
  expect((await stat(programs.postgres)).ino).toBe(ino);
  expect(await readdir(place)).toHaveLength(1);
  expect((await runnableBinaries(hidden, {}, place)).postgres).toBe(join(hidden, 'bin/postgres'));
});

test('programs that do not run here are refused with a sentence', async () => {
  await expect(runnableBinaries(await folder(), {}, '/nowhere')).rejects.toThrow('does not run here: run `npm ci`');
});

// Elsewhere every other test runs without root already.
const nobodyCanRunUs = isRoot && canEnter(here, { uid: id('-u'), gid: id('-g') });
test.runIf(nobodyCanRunUs)('without root it works in a folder of our own, and root leaves that ours', async () => {
  const home = await folder();
  const nobody = { uid: id('-u'), gid: id('-g') };
  await chown(home, nobody.uid, nobody.gid);
  const dataDir = join(home, 'agora/postgres');
  const owner = await startOwner(dataDir, nobody);
  expect(owner.refused).toBeUndefined();
  expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  owner.process.kill('SIGTERM');
  await once(owner.process, 'exit');

  const asRoot = await start({ dataDir });
  expect(await stat(`/proc/${asRoot.pid}`)).toMatchObject(nobody);
  expect(await stat(join(dataDir, 'postmaster.pid'))).toMatchObject(nobody);
});

test.runIf(nobodyCanRunUs)('without root the data of another user is refused', async () => {
  const home = await folder(0o777);
  await mkdir(join(home, 'postgres'));
  const owner = await startOwner(join(home, 'postgres'), { uid: id('-u'), gid: id('-g') });
  expect(owner.refused).toContain('belongs to user 0: start Agora as that user or as root, or set AGORA_DATA');
});
