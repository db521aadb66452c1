import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { accountFor } from '../account.ts';
import { startEmbedded } from '../embedded.ts';
import { describeProcess } from '../postmaster.ts';
import { folder, gone, query, start } from './fixtures.ts';

// One folder for all tests of the file: making one is what takes the time.
const dataDir = join(await folder(0o755, afterAll), 'postgres');

test('the first start makes the data, the next one is quick, on the same port, and finds it again', async () => {
  const lines: string[] = [];
  const first = await start({ dataDir, durable: true, log: line => lines.push(line) });
  await query(first.url, 'create table notes as select 42 as answer');
  await first.stop();

  const began = performance.now();
  const second = await start({ dataDir, durable: true, log: line => lines.push(line) });
  expect(performance.now() - began).toBeLessThan(1_500);
  expect(await query(second.url, 'select answer from notes')).toEqual([{ answer: 42 }]);
  expect(second).toMatchObject({ port: first.port, url: first.url, version: '18.4', replacedOrphan: false });
  expect(lines[0]).toMatch(/^PostgreSQL 18.4 on 127.0.0.1:\d+ \(data folder made in \d+ ms, started in \d+ ms\)/);
  expect(lines[1]).toMatch(/^PostgreSQL 18.4 on 127.0.0.1:\d+ \(started in \d+ ms\)/);
  expect(await readFile(`${dataDir}.log`, 'utf8')).toContain('database system is ready to accept connections');
});

test('the server listens on loopback only and asks for the password, which only its user can read', async () => {
  const server = await start({ dataDir });
  const overTcp = server.url.replace(/\?.*/, '');
  for (const url of [server.url, overTcp]) {
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(query(url.replace(/:\w+@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  }
  expect((await stat(join(dataDir, 'agora.password'))).mode & 0o777).toBe(0o600);
  const outside = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
  for (const { address } of outside.filter(({ internal, family }) => !internal && family === 'IPv4')) {
    await expect(query(overTcp.replace('127.0.0.1', address), 'select 1')).rejects.toThrow('ECONNREFUSED');
  }
});

test('in a folder whose name is too long for a socket the server is reached over TCP', async () => {
  const server = await start({ dataDir: join(dataDir, 'a'.repeat(100)) });
  expect(new URL(server.url).search).toBe('');
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('settings fit two dozen services, are safe unless a test says otherwise, and can be added to', async () => {
  const names = ['fsync', 'full_page_writes', 'jit', 'max_connections', 'server_encoding', 'synchronous_commit'];
  const read = async (url: string) => {
    const sql = `select name, setting from pg_settings where name in ('work_mem', 'TimeZone', '${names.join("','")}')`;
    const rows = await query<{ name: string; setting: string }>(url, sql);
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  };
  const safe = await startEmbedded({ dataDir, settings: { work_mem: '8MB' } });
  const common = { jit: 'off', max_connections: '300', server_encoding: 'UTF8', TimeZone: 'UTC', work_mem: '8192' };
  expect(await read(safe.url)).toEqual({ ...common, fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' });
  await safe.stop();
  const fast = await start({ dataDir, settings: { work_mem: '8MB' } });
  expect(await read(fast.url)).toEqual({ ...common, fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
});

test('stopping ends open transactions, can be asked for twice and is no unexpected exit', async () => {
  const deaths: unknown[] = [];
  const server = await start({ dataDir, onUnexpectedExit: cause => deaths.push(cause) });
  const client = new Client({ connectionString: server.url });
  const errors: Error[] = [];
  client.on('error', error => errors.push(error));
  await client.connect();
  await client.query('begin');
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect(errors[0]).toMatchObject({ code: '57P01' });
  expect(deaths).toEqual([]);
});

test('the death of the server is reported, and the next start recovers what was committed', async () => {
  const death = Promise.withResolvers<number | string>();
  const server = await start({ dataDir, durable: true, onUnexpectedExit: death.resolve });
  await query(server.url, 'create table last_words as select 43 as answer');
  process.kill(server.pid, 'SIGKILL');
  expect(await death.promise).toBe('SIGKILL');

  const next = await start({ dataDir, durable: true });
  expect(await query(next.url, 'select answer from last_words')).toEqual([{ answer: 43 }]);
  expect(next.replacedOrphan).toBe(false);
});

test('a postmaster.pid left by a crash does not hinder, be its number taken by another program or the file empty', async () => {
  const server = await start({ dataDir });
  const pidFile = join(dataDir, 'postmaster.pid');
  const left = await readFile(pidFile, 'utf8');
  await server.stop();

  // Neither a PostgreSQL elsewhere nor something else that stands in our folder is ours.
  for (const disguise of [{ argv0: 'postgres', cwd: '/' }, { cwd: dataDir }]) {
    const other = spawn('sleep', ['60'], { ...accountFor(dataDir), ...disguise });
    onTestFinished(() => void other.kill());
    await once(other, 'spawn');
    await writeFile(pidFile, left.replace(/^\d+/, String(other.pid)));
    const next = await start({ dataDir });
    expect(next.replacedOrphan).toBe(false);
    expect(describeProcess(other.pid!)).toBeDefined();
    await next.stop();
  }

  await writeFile(pidFile, '');
  await utimes(pidFile, 0, 0);
  const last = await start({ dataDir });
  expect(await query(last.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a port of choice is used, and one that is in use is refused', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' ? address!.port : 0;
  await expect(start({ dataDir, port })).rejects.toThrow(`port ${port} is in use: stop what listens on it`);
  squatter.close();
  await once(squatter, 'close');
  const server = await start({ dataDir, port });
  expect(server.port).toBe(port);
  await server.stop();

  const again = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void again.close());
  await once(again, 'listening');
  expect((await start({ dataDir })).port).not.toBe(port);
});

test('a folder that cannot be used is refused with a sentence that says what to do', async () => {
  const home = await folder();
  const dataDir = join(home, 'other');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'diary.txt'), 'private');
  await expect(start({ dataDir })).rejects.toThrow('holds something else than PostgreSQL data: set AGORA_DATA');
  await writeFile(join(dataDir, 'PG_VERSION'), '17\n');
  await expect(start({ dataDir })).rejects.toThrow(/was made by PostgreSQL 17, this is 18.4: move the folder away/);
  await writeFile(join(dataDir, 'PG_VERSION'), '18\n');
  await expect(start({ dataDir })).rejects.toThrow('was not made by Agora (it has no agora.password)');

  await symlink(join(home, 'unplugged'), join(home, 'link'));
  await expect(start({ dataDir: join(home, 'link') })).rejects.toThrow('leads nowhere: bring its data back');
});

test('a setting that PostgreSQL refuses stops the start with its own words', async () => {
  const started = start({ dataDir, settings: { max_connections: 'many' } });
  await expect(started).rejects.toThrow(/did not start on .*: FATAL: .*"max_connections".*postgres.log tells more/);
});

test('a password that the server does not know stops the start, and the server too', async () => {
  const { pid, stop } = await start({ dataDir });
  await stop();
  await writeFile(join(dataDir, 'agora.password'), 'forgotten');
  await expect(start({ dataDir })).rejects.toThrow('turned us away: password authentication failed');
  await gone(pid);
  await expect(readFile(join(dataDir, 'postmaster.pid'))).rejects.toThrow('ENOENT');
});
