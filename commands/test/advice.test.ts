// What an operator reads when a command cannot do its work: a sentence that says what to do, and no stack.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clone, emptyDatabase } from '../../kernel/testing/postgres.ts';
import { services } from '../../targets.ts';

const program = fileURLToPath(new URL('../../main.ts', import.meta.url));
let folder: string;
let database: Clone;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agora-advice-'));
  database = await emptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('create table outbox ()');
  await client.end();
  // What one has compiled the others need not: twenty times five hundred modules are most of what these tests take.
  await agora(['migrate'], { PORT: '99999' });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command with these settings; gives what it printed on standard error and how it ended. */
const agora = (command: string[], settings: Record<string, string>): Promise<{ code: number; said: string }> =>
  new Promise(resolve => {
    const env = {
      PATH: process.env.PATH,
      AGORA_DATA: folder,
      AGORA_SECRET: randomBytes(32).toString('hex'),
      AGORA_GATEWAY_WEB_DIR: 'none',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    };
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, ...command],
      { env: { ...env, ...settings } },
      (error, _out, said) => resolve({ code: Number(error?.code ?? 0), said: said.trimEnd() }),
    );
  });

test.each(['migrate', 'start'])('agora %s says which setting is wrong', async command => {
  const file = join(folder, `${command}-file`);
  await writeFile(file, '');
  const { url } = database;
  const away = 'postgres://nobody@127.0.0.1:1/none';
  const [folderTaken, badPort, unreachable, noAddress, ownUnreachable] = await Promise.all([
    agora([command], { AGORA_DATA: file }),
    agora([command], { PORT: '99999' }),
    agora([command], { DATABASE_URL: away }),
    agora([command], { DATABASE_URL: url, DATABASE_URL_BUILDING: 'the usual one' }),
    agora([command], {
      DATABASE_URL: url,
      ...Object.fromEntries(services.map(({ name }) => [`DATABASE_URL_${name.toUpperCase()}`, away])),
    }),
  ]);
  expect(folderTaken.said).toMatch(/^Agora cannot keep its data in \S+: .+ Set AGORA_DATA to a folder it may write\.$/);
  expect(badPort.said).toBe('PORT: Too big: expected number to be <=65535');
  expect(unreachable.said).toMatch(
    /^PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.* Check DATABASE_URL\.$/,
  );
  expect(noAddress.said).toMatch(/^DATABASE_URL_BUILDING is no address: write postgres:.+$/);
  expect(ownUnreachable.said).toMatch(/^The database none at 127\.0\.0\.1:1 cannot be used: .+ Check DATABASE_URL.+$/);
  for (const { code } of [folderTaken, badPort, unreachable, noAddress, ownUnreachable]) expect(code).toBe(1);
});

test.each(['migrate', 'start'])('agora %s names the migration that failed, and what to do', async command => {
  const owns = services.map(({ name }) => [`DATABASE_URL_${name.toUpperCase()}`, database.url]);
  const { code, said } = await agora([command], { DATABASE_URL: database.url, ...Object.fromEntries(owns) });
  expect(said).toMatch(
    /^\S+0001\.do\.kernel\.sql: relation "outbox" already exists; nothing was applied: put it right.+$/,
  );
  expect(code).toBe(1);
});
