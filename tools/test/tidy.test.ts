import { expect, test } from 'vitest';
import { readRepository, show } from '../files.ts';
import { checkTidy, limits } from '../tidy.ts';
import { filesOf, said } from './fixture.ts';

const messages = (path: string, text: string) => checkTidy(filesOf({ [path]: text })).map(each => each.message);
const lines = (count: number) => 'void 0;\n'.repeat(count);

test('the repository keeps every rule of tidiness', () => {
  expect(show(checkTidy(readRepository()))).toBe('');
});

test.each([
  ['Date.now()', 'Date.now: use ctx.now(), or the instant as an argument'],
  ["Date['now']()", 'Date.now: use ctx.now(), or the instant as an argument'],
  ['new Date()', 'new Date(): use ctx.now(), or the instant as an argument'],
  ['Date()', 'Date(): use ctx.now(), or the instant as an argument'],
  ['performance.now()', 'performance.now: use ctx.now(); durations are measured by the kernel'],
  ['Math.random()', 'Math.random: use ctx.random()'],
  ['crypto.randomUUID()', 'crypto.randomUUID: use ctx.id()'],
  ['randomUUID()', 'randomUUID(): use ctx.id()'],
  ['process.env.PORT', "process.env: use the service's config"],
  ["fetch('http://x')", "fetch(): use the typed client of a service, or the kernel's httpClient"],
  ["globalThis.fetch('http://x')", "globalThis.fetch: use the typed client of a service, or the kernel's httpClient"],
  ["console.log('x')", 'console.log: use ctx.log'],
])('a service may not write %s', (text, message) => {
  expect(messages('services/a/jobs.ts', `export const x = ${text};`)).toEqual([message]);
  expect(messages('main.ts', `export const x = ${text};`)).toEqual([message]);
  for (const path of ['kernel/a.ts', 'tools/a.ts', 'bench/a.ts', 'bin/a.ts', 'services/a/test/b.test.ts'])
    expect(messages(path, `export const x = ${text};`)).toEqual([]);
});

test('a browser has its own clock and its own fetch, but prints nothing', () => {
  expect(messages('web/app.ts', "fetch('/api'); Date.now(); console.log(1);")).toEqual(['console.log: use ctx.log']);
});

test('what only resembles a ban is let through', () => {
  const text = "new Date(instant); cache.fetch(1); ctx.now(); const text = 'Date.now()'; // Math.random()";
  expect(messages('services/a/jobs.ts', text)).toEqual([]);
});

test.each([
  ['export const x = y as any;', 'any: use unknown and narrow it, or name the type'],
  ['export const f = (x: any) => x;', 'any: use unknown and narrow it, or name the type'],
  ['enum Colour { red }', 'enum: use a union of strings, or an `as const` object'],
  ['// @ts-ignore\nexport {};', 'switches the compiler off: make the types say it'],
  ['/* @ts-nocheck */\nexport {};', 'switches the compiler off: make the types say it'],
])('nobody may write %s', (text, message) => {
  for (const path of ['services/a/jobs.ts', 'kernel/a.ts', 'tools/a.ts', 'services/a/test/b.test.ts'])
    expect(messages(path, text)).toEqual([message]);
});

test.each(['TO,DO', 'FIX,ME', 'X,XX', 'HA,CK'].map(word => word.replace(',', '')))('%s is found in any file', word => {
  const files = filesOf({
    'docs/start.md': `one\n${word}: two`,
    'generated/openapi.json': word,
    'a.ts': `// ${word}S`,
  });
  expect(said(checkTidy(files))).toEqual([`docs/start.md:2 ${word}: finish it, or say in an issue what is missing`]);
});

test('a file is at most 300 lines', () => {
  expect(messages('kernel/a.ts', lines(limits.fileLines))).toEqual([]);
  expect(messages('kernel/a.ts', lines(limits.fileLines + 1))).toEqual([
    '301 lines, the limit is 300: split it along its subjects',
  ]);
});

test('of a component its logic counts, not its markup', () => {
  const markup = `return (\n<p>\n${'<i />\n'.repeat(limits.functionLines)}</p>\n);`;
  expect(messages('web/a.tsx', `function A() {\n${markup}\n}`)).toEqual([]);
  const [said] = messages('web/a.tsx', `function A() {\n${lines(limits.functionLines)}${markup}\n}`);
  expect(said).toBe('a function of 75 lines, the limit is 70: give its parts names');
});

test('a function is at most 70 lines, save what declares tests', () => {
  const long = `() => {\n${lines(limits.functionLines - 1)}}`;
  const suite = long.replace('void 0', "test('y', run)");
  const longest = `() => {\n${lines(limits.functionLines - 2)}}`;
  const message = 'a function of 71 lines, the limit is 70: give its parts names';
  expect(messages('services/a/jobs.ts', `const f = ${longest};`)).toEqual([]);
  expect(messages('services/a/jobs.ts', `const f = ${long};`)).toEqual([message]);
  expect(messages('services/a/jobs.ts', `function f${long.replace(' =>', '')}`)).toEqual([message]);
  expect(messages('services/a/jobs.ts', `const f = { g${long.replace(' =>', '')} };`)).toEqual([message]);
  expect(messages('services/a/test/a.test.ts', `test('x', ${long});`)).toEqual([message]);
  expect(messages('services/a/test/a.test.ts', `describe('x', ${suite});`)).toEqual([]);
  expect(messages('services/a/test/suite.ts', `export const portSuite = ${suite};`)).toEqual([]);
  expect(messages('services/a/jobs.ts', `describe('x', ${suite});`)).toEqual([message]);
});

test.each(['now()', 'clock_timestamp()', 'current_timestamp', 'CURRENT_DATE', "'now'::timestamptz"])(
  '%s is refused in the SQL of a service and in migrations',
  clock => {
    const template = `export const a = tx.one(row)\`\n  select 1 from t\n  where at < ${clock} -- not now()\``;
    const finding = (path: string, line: number) =>
      expect.stringMatching(`^${path}:${line} .* in SQL: pass ctx.now\\(\\) as a value$`);
    expect(said(checkTidy(filesOf({ 'services/a/queries.ts': template })))).toEqual([
      finding('services/a/queries.ts', 3),
    ]);
    const migration = `-- now() is banned\ncreate table t (at timestamptz default ${clock});`;
    for (const path of ['services/a/migrations/0001.do.t.sql', 'kernel/migrations/0001.do.t.sql'])
      expect(said(checkTidy(filesOf({ [path]: migration })))).toEqual([finding(path, 2)]);
  },
);

test('ids and dice are refused in SQL too', () => {
  const sql = 'create table t (id uuid default gen_random_uuid(), luck float default random());';
  expect(messages('services/a/migrations/0001.do.t.sql', sql)).toEqual([
    'gen_random_uuid() in SQL: pass ctx.id() as a value',
    'random() in SQL: pass ctx.random() as a value',
  ]);
});

test.each([
  'services/a/utils.ts',
  'kernel/helpers/a.ts',
  'services/a/manager.ts',
  'kernel/managers/a.ts',
  'web/common.ts',
  'tools/misc.test.ts',
])('%s is a name that says nothing', path => {
  expect(messages(path, '')).toEqual([
    expect.stringMatching(/^the name '\w+' says nothing: name the file after what it does$/),
  ]);
});

test('a manager of the domain keeps the name', () => {
  for (const path of ['services/building/operations/add-manager.ts', 'web/manager/board.ts', 'docs/manager.md'])
    expect(messages(path, '')).toEqual([]);
});

test('the kernel stays within its budget, tests, harness, engines and comments apart', () => {
  const files = Object.fromEntries(
    Array.from({ length: limits.kernelLines / limits.fileLines }, (_, i) => [
      `kernel/${i}.ts`,
      lines(limits.fileLines),
    ]),
  );
  files['kernel/rest.ts'] = lines(limits.kernelLines % limits.fileLines);
  const apart = {
    'kernel/testing/a.ts': lines(9),
    'kernel/test/a.test.ts': lines(9),
    'kernel/a.md': lines(9),
    'kernel/postgres/a.ts': lines(9),
    'kernel/events/rabbit-a.ts': lines(9),
    'kernel/b.ts': "// why\n\n/** What. */\nimport { a } from './0.ts';\n",
  };
  expect(checkTidy(filesOf({ ...files, ...apart }))).toEqual([]);
  expect(said(checkTidy(filesOf({ ...files, 'kernel/migrations/0001.do.a.sql': 'select 1;' })))).toEqual([
    `kernel:1 ${limits.kernelLines + 1} lines of code without tests and engines, the budget is ${limits.kernelLines}: take something out`,
  ]);
});
