// Every SQL statement in the code is executed by a test: `node tools/statements.ts <dir>`, after the tests ran with
// AGORA_STATEMENTS_DIR=<dir>.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Files, type Finding, lineAt, readRepository, show } from './files.ts';
import { isCode, isTest, sqlTemplates } from './source.ts';

export interface Statement {
  path: string;
  line: number;
  /** The pieces between the values, joined as `recordStatement` in kernel/sql/coverage.ts joins them. */
  key: string;
}

/** Every SQL template of the kernel and the services; the harness and the tests are not counted. */
export function collectStatements(files: Files): Statement[] {
  return [...files]
    .filter(
      ([path]) =>
        /^(kernel|services)\//.test(path) && isCode(path) && !isTest(path) && !path.startsWith('kernel/testing/'),
    )
    .flatMap(([path, text]) =>
      sqlTemplates(path, text).map(({ start, quasis }) => ({
        path,
        line: lineAt(text, start),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it marks where a value stood, as in the source.
        key: quasis.map(each => each.value.cooked).join('${}'),
      })),
    );
}

/** The statements no test executed. */
export function checkStatements(files: Files, executed: ReadonlySet<string>): Finding[] {
  return collectStatements(files)
    .filter(({ key }) => !executed.has(key))
    .map(({ path, line, key }) => ({ path, line, message: `never executed: ${firstWords(key)}` }));
}

/** The keys that the processes of a test run left in a folder. */
export function readExecuted(folder: string): Set<string> {
  const keys = readdirSync(folder)
    .filter(name => name.endsWith('.jsonl'))
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => String(JSON.parse(line)));
  return new Set(keys);
}

const firstWords = (key: string): string => `${key.trim().split(/\s+/).slice(0, 8).join(' ')} …`;

/** The command: prints what was never executed; returns the exit code. */
function main(folder: string | undefined): number {
  if (!folder || !existsSync(folder)) {
    console.error('usage: node tools/statements.ts <dir>, where the tests ran with AGORA_STATEMENTS_DIR=<dir>');
    return 2;
  }
  const files = readRepository();
  const missing = checkStatements(files, readExecuted(folder));
  const count = collectStatements(files).length;
  if (missing.length > 0) console.log(show(missing));
  console.log(
    missing.length > 0
      ? `${missing.length} of ${count} statements never executed`
      : `${count} statements, all executed`,
  );
  return missing.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv[2]);
