import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeProcess } from '../postmaster.ts';
import { folder, gone, query, start, startOwner } from './fixtures.ts';

// One folder for the tests of the file that need no new one: making one is what takes the time.
const dataDir = join(await folder(0o755, afterAll), 'postgres');

test('the server of an Agora killed with -9 is stopped before a new one starts on the same data', async () => {
  const owner = await startOwner(dataDir);
  await query(owner.url, 'create table notes as select 42 as answer');
  owner.process.kill('SIGKILL');
  await once(owner.process, 'exit');
  expect(describeProcess(owner.pid)).toBeDefined();

  const lines: string[] = [];
  const server = await start({ dataDir, log: line => lines.push(line) });
  expect(server.replacedOrphan).toBe(true);
  expect(lines[0]).toBe('PostgreSQL was still running for an Agora that was killed; it was stopped');
  expect(describeProcess(owner.pid)).toBeUndefined();
  expect(await query(server.url, 'select answer from notes')).toEqual([{ answer: 42 }]);
});

test('while another Agora lives, a start on its data is refused and its server stays', async () => {
  const owner = await startOwner(dataDir);
  const sentence = `another Agora (process ${owner.process.pid}) is using ${dataDir}: stop it or set AGORA_DATA`;
  await expect(start({ dataDir })).rejects.toThrow(sentence);
  expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);

  owner.process.kill('SIGTERM');
  expect(await once(owner.process, 'exit')).toEqual([0, null]);
  expect((await start({ dataDir })).replacedOrphan).toBe(false);
});

test('of Agoras that start at once on one folder exactly one wins, on a new folder and over an orphan', async () => {
  const home = await folder();
  await mkdir(join(home, `postgres.new-${2 ** 22 + 1}-killed`)); // As if one was killed while it made the data.
  for (const round of ['new', 'orphan']) {
    const owners = await Promise.all([1, 2, 3].map(() => startOwner(join(home, 'postgres'))));
    const [winner, ...more] = owners.filter(owner => !owner.refused);
    expect(more, round).toEqual([]);
    expect(await query(winner!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    for (const { refused } of owners.filter(owner => owner !== winner)) {
      expect(refused, round).toContain(`another Agora (process ${winner!.process.pid}) is using`);
    }
    expect(await readdir(home), round).toEqual(['postgres', 'postgres.log']);
    winner!.process.kill('SIGKILL');
    await once(winner!.process, 'exit');
  }
});

test('Ctrl-C reaches Agora but not its server, so that Agora can drain first', async () => {
  const owner = await startOwner(dataDir, { detached: true });
  process.kill(-owner.process.pid!, 'SIGINT');
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  owner.process.kill('SIGTERM');
  await once(owner.process, 'exit');
  expect(describeProcess(owner.pid)).toBeUndefined();
});

test('an Agora that exits without stopping its server takes it along', async () => {
  const owner = await startOwner(dataDir);
  owner.process.kill('SIGHUP');
  await once(owner.process, 'exit');
  await gone(owner.pid);
});

test('ps tells the same of a process as /proc does, where both are', async ({ skip }) => {
  const { pid } = await start({ dataDir });
  const { folder: _, ...facts } = describeProcess(pid, true) ?? skip('no /proc');
  expect(describeProcess(pid, false) ?? skip('no ps')).toEqual(facts);
  expect(facts.parent).toBe(process.pid);
  expect(describeProcess(2 ** 22 + 1, false)).toBeUndefined();
});
