import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lineAt, readRepository, show } from '../files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agora-files-'));
  mkdirSync(join(root, 'node_modules/pg'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  for (const path of ['main.ts', 'bin/agora', 'photo.png', 'node_modules/pg/index.js', 'secret.md', 'gone.ts'])
    writeFileSync(join(root, path), path);
});
afterEach(() => rmSync(root, { recursive: true }));

test('a folder without git is walked, without node_modules and without binary files', () => {
  expect([...readRepository(root).keys()]).toEqual(['bin/agora', 'gone.ts', 'main.ts', 'secret.md']);
});

test('a repository gives tracked and new files, not ignored and not deleted ones', () => {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, stdio: 'ignore' });
  git('init');
  git('add', 'gone.ts');
  writeFileSync(join(root, '.gitignore'), 'secret.md\nnode_modules/\n');
  rmSync(join(root, 'gone.ts'));

  expect([...readRepository(root)]).toEqual([
    ['bin/agora', 'bin/agora'],
    ['main.ts', 'main.ts'],
  ]);
});

test('lines count from one', () => {
  expect([0, 1, 2, 3].map(offset => lineAt('a\n\nb', offset))).toEqual([1, 1, 2, 3]);
});

test('findings are shown in the order of paths and lines', () => {
  const findings = [
    { path: 'b.ts', line: 1, message: 'y' },
    { path: 'a.ts', line: 10, message: 'x' },
    { path: 'a.ts', line: 9, message: 'w' },
  ];
  expect(show(findings)).toBe('a.ts:9  w\na.ts:10  x\nb.ts:1  y');
});
