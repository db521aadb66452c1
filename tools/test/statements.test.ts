import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRepository, repositoryRoot } from '../files.ts';
import { checkStatements, collectStatements, readExecuted } from '../statements.ts';
import { filesOf, said } from './fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agora-statements-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const service = `
const rows = await tx.many({ id: col.uuid })\`select id from units where \${whole ? sql\`true\` : sql\`floor = \${floor}\`}\`;
const row = await tx.maybe(unitRow)\`select "\\u0041" from units\` ?? fail('not_found', 'no such unit');
await tx.run\`delete from units
  where id = \${id}\`;
for await (const each of ctx.db.stream(unitRow)\`select 2\`) await tx.one<Row>(unitRow)\`select 3\`;
const key = unit\`not sql\`, other = tx.many\`not sql\`, plain = \`select 4\`;
`;

const run = (program: string, statements: string | undefined) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...(statements && { AGORA_STATEMENTS_DIR: statements }) },
  });

/** A process that executes one template of a thousand times, then another, and is killed. */
const killed = `
  const { recordStatement } = await import('./kernel/sql/coverage.ts');
  const sql = strings => recordStatement(strings);
  for (let i = 0; i < 1000; i++) sql\`select 2\`;
  sql\`delete from units
  where id = \${1}\`;
  process.kill(process.pid, 'SIGKILL');
`;

test('every kind of SQL template in the kernel and the services is found, and no other', () => {
  const files = filesOf({
    'services/a/queries.ts': service,
    'kernel/outbox.ts': 'await db.run`select 5`;',
    'kernel/testing/harness.ts': 'await db.run`select 6`;',
    'services/a/test/a.test.ts': 'await db.run`select 7`;',
    'tools/a.ts': 'await db.run`select 8`;',
  });
  expect(collectStatements(files).map(({ path, line, key }) => `${path}:${line} ${key}`)).toEqual([
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the keys mark where a value stood.
    'services/a/queries.ts:2 select id from units where ${}',
    'services/a/queries.ts:2 true',
    'services/a/queries.ts:2 floor = ${}',
    'services/a/queries.ts:3 select "A" from units',
    'services/a/queries.ts:4 delete from units\n  where id = ${}',
    'services/a/queries.ts:6 select 2',
    'services/a/queries.ts:6 select 3',
    'kernel/outbox.ts:1 select 5',
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the keys mark where a value stood.
  ]);
});

test('what a killed process executed counts, and the rest is reported', () => {
  expect(run(killed, folder).signal).toBe('SIGKILL');
  const findings = checkStatements(filesOf({ 'services/a/queries.ts': service }), readExecuted(folder));
  expect(said(findings)).toEqual([
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the keys mark where a value stood.
    'services/a/queries.ts:2 never executed: select id from units where ${} …',
    'services/a/queries.ts:2 never executed: true …',
    'services/a/queries.ts:2 never executed: floor = ${} …',
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the keys mark where a value stood.
    'services/a/queries.ts:3 never executed: select "A" from units …',
    'services/a/queries.ts:6 never executed: select 3 …',
  ]);
});

test('nothing is written when nobody asks', () => {
  expect(run(killed, undefined).signal).toBe('SIGKILL');
  expect(readExecuted(folder)).toEqual(new Set());
});

const command = (...words: string[]) =>
  spawnSync(process.execPath, ['tools/statements.ts', ...words], { cwd: repositoryRoot, encoding: 'utf8' });

test('the command fails and says how to use it when there is no folder', () => {
  const { status, stderr } = command(join(folder, 'nowhere'));
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('usage: node tools/statements.ts <dir>'),
  });
});

test('the command fails while a statement was never executed', () => {
  const statements = collectStatements(readRepository());
  const { status, stdout } = command(folder);
  expect(status).toBe(1);
  expect(stdout).toContain(`${statements[0]?.path}:${statements[0]?.line}  never executed: `);
  expect(stdout).toContain(`\n${statements.length} of ${statements.length} statements never executed\n`);
});

test('the command counts the statements when all were executed', () => {
  const statements = collectStatements(readRepository());
  writeFileSync(join(folder, '1.jsonl'), statements.map(({ key }) => `${JSON.stringify(key)}\n`).join(''));
  expect(command(folder)).toMatchObject({ status: 0, stdout: `${statements.length} statements, all executed\n` });
});
