import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFresh, type Generators } from '../fresh.ts';
import { said } from './fixture.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agora-fresh-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const check = async (generators: Generators, write = false) => said(await checkFresh(generators, write, root));
const graph = { 'generated/graph.txt': async () => 'iam\nticket\n' };
const schema = { 'generated/schema/ticket.sql': async () => 'create table tickets ();\n' };

test('a generated file that is missing is found', async () => {
  expect(await check(graph)).toEqual(['generated/graph.txt:1 is missing: run npm run generate']);
});

test('writing makes every file, and the next check finds nothing', async () => {
  expect(await check({ ...graph, ...schema }, true)).toEqual([]);
  expect(readFileSync(join(root, 'generated/schema/ticket.sql'), 'utf8')).toBe('create table tickets ();\n');
  expect(await check({ ...graph, ...schema })).toEqual([]);
});

test('a generated file that is out of date is found at its first different line', async () => {
  await check(graph, true);
  const changed = (text: string) => check({ 'generated/graph.txt': async () => text });
  const stale = 'is out of date: run npm run generate';
  expect(await changed('iam\nmedia\n')).toEqual([`generated/graph.txt:2 ${stale}`]);
  expect(await changed('iam\nticket\nweb\n')).toEqual([`generated/graph.txt:3 ${stale}`]);
});

test('a file no generator makes is found, also when writing', async () => {
  await check({ ...graph, ...schema }, true);
  const orphan = ['generated/schema/ticket.sql:1 no generator makes it: delete it'];
  expect(await check(graph)).toEqual(orphan);
  expect(await check(graph, true)).toEqual(orphan);
});
