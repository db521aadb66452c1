// The file map every tool reads. A tool is a pure function over it, so a fixture is a map of three lines.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path relative to the repository, with forward slashes → text. */
export type Files = ReadonlyMap<string, string>;

/** One thing a tool objects to; `message` says what is wrong and what to do instead. */
export interface Finding {
  path: string;
  line: number;
  message: string;
}

/** The repository these tools live in. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

const textFile =
  /(^|\/)([^./]+|\.ci\/[^/]+|[^/]+\.(ts|tsx|js|jsx|mjs|cjs|sql|json|md|ya?ml|html|css|sh|hbs|mjml|txt))$/;
const notOurs = /(^|\/)(node_modules|\.git|\.agora|coverage)\/|^data\/|^package-lock\.json$/;

/** Every text file of the repository that is tracked, or new and not ignored; of a bare folder, every text file. */
export function readRepository(root = repositoryRoot): Files {
  const files = new Map<string, string>();
  for (const path of (listByGit(root) ?? listByWalk(root)).sort()) {
    if (!textFile.test(path) || notOurs.test(path)) continue;
    const text = readIfPresent(join(root, path));
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

/** The one-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** `path:line  message`, one a line, in the order of the paths. */
export function show(findings: readonly Finding[]): string {
  return [...findings]
    .sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
    .map(({ path, line, message }) => `${path}:${line}  ${message}`)
    .join('\n');
}

function listByGit(root: string): string[] | undefined {
  try {
    const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const paths = output.split('\0').filter(path => path !== '');
    return paths.length > 0 ? paths : undefined;
  } catch {
    // No git, or an unpacked archive: the walk below answers instead.
    return undefined;
  }
}

function listByWalk(root: string, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    const name = relative(root, path).split(sep).join('/');
    if (entry.isDirectory()) return notOurs.test(`${name}/`) ? [] : listByWalk(root, path);
    return entry.isFile() ? [name] : [];
  });
}

/** Git also lists a file that was deleted and not yet committed; such a one is simply not there. */
function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return undefined;
    throw error;
  }
}
