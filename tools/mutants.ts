// Takes each guard of mutants.data.ts out in turn, in a copy of the repository, and expects a test to fail:
// `node tools/mutants.ts [part of a name or path]`. A guard that nothing misses is either not tested or not needed.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTestServer } from '../kernel/testing/postgres.ts';
import { repositoryRoot } from './files.ts';
import { mutants } from './mutants.data.ts';

export interface Mutant {
  /** What is taken out, as the guard's absence would be described. */
  name: string;
  file: string;
  /** Text that stands exactly once in the file. */
  find: string;
  replace: string;
  /** The test files of which at least one must fail. */
  tests: readonly string[];
}

interface Outcome {
  failed: number;
  passed: number;
  /** The first test that failed, or what the run said where none did. */
  said: string;
}

const copies = 2;
const notCopied = /^(node_modules|\.git|\.agora|data|bench\/results)$/;

/** A copy of the repository that shares its packages. */
function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'agora-mutants-'));
  cpSync(repositoryRoot, copy, {
    recursive: true,
    filter: source => !notCopied.test(relative(repositoryRoot, source)),
  });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Applies a mutant to the text of its file; throws unless its place is found exactly once. */
export function mutate(text: string, { file, find, replace }: Omit<Mutant, 'tests' | 'name'>): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${file}: expected once, found ${places} times: ${find}`);
  return text.replace(find, () => replace);
}

/** Runs test files in a copy. */
function runTests(copy: string, tests: readonly string[], bail: boolean): Promise<Outcome> {
  const program = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');
  const flags = ['run', '--reporter=json', '--maxWorkers=1', '--no-cache', ...(bail ? ['--bail=1'] : [])];
  return new Promise(resolve => {
    const limits = { cwd: copy, timeout: 300_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [program, ...flags, ...tests], limits, (_error, stdout, stderr) => {
      resolve(readReport(stdout) ?? { failed: 0, passed: 0, said: `${stdout}\n${stderr}`.slice(-2_000) });
    });
  });
}

interface Report {
  numFailedTests: number;
  numPassedTests: number;
  testResults: { message: string; assertionResults: { status: string; title: string }[] }[];
}

function readReport(stdout: string): Outcome | undefined {
  const start = stdout.indexOf('{"numTotalTestSuites"');
  if (start === -1) return undefined;
  const { numFailedTests, numPassedTests, testResults } = JSON.parse(stdout.slice(start)) as Report;
  const failed = testResults.flatMap(file => file.assertionResults).find(({ status }) => status === 'failed');
  const said = failed?.title ?? testResults.find(({ message }) => message)?.message ?? 'every test passed';
  return { failed: numFailedTests, passed: numPassedTests, said };
}

/** Tries one mutant; the copy is as before afterwards. Only a failing test counts: code that does not load proves nothing. */
async function tryMutant(copy: string, mutant: Mutant): Promise<boolean> {
  const path = join(copy, mutant.file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, mutate(original, mutant));
  const startMs = performance.now();
  const { failed, said } = await runTests(copy, mutant.tests, true);
  writeFileSync(path, original);
  const took = `${((performance.now() - startMs) / 1000).toFixed(1)} s`.padStart(7);
  console.log(`${failed > 0 ? 'killed  ' : 'SURVIVED'} ${took}  ${mutant.name.padEnd(62)} ${said.split('\n')[0]}`);
  return failed > 0;
}

/** The command: prints a line per mutant; returns the exit code. */
async function main(wanted = ''): Promise<number> {
  const chosen = mutants.filter(({ name, file }) => `${name} ${file}`.includes(wanted));
  const stopServer = await startTestServer();
  const trees = Array.from({ length: copies }, copyTree);
  try {
    const tests = [...new Set(chosen.flatMap(mutant => mutant.tests))];
    const before = await runTests(trees[0]!, tests, false);
    if (before.failed > 0 || before.passed === 0) {
      console.log(`the tests must pass before guards are taken out: ${before.said}`);
      return 2;
    }
    const queue = [...chosen];
    const survived: Mutant[] = [];
    const work = async (copy: string) => {
      for (let next = queue.shift(); next; next = queue.shift())
        if (!(await tryMutant(copy, next))) survived.push(next);
    };
    await Promise.all(trees.map(work));
    console.log(`${chosen.length - survived.length} of ${chosen.length} guards are missed when they are gone`);
    return survived.length > 0 ? 1 : 0;
  } finally {
    for (const tree of trees) rmSync(tree, { recursive: true, force: true });
    await stopServer();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main(process.argv[2]);
