// A plan that is kept is made while a table is nearly empty. A statement that finds a row by its key and names beside it the
// very word of a partial index (`id = $1 and state = 'held'`, an index `where state = 'held'`) then goes through all rows of
// that index, for good. With the word as a parameter PostgreSQL cannot take that index, and takes the key's.

import { type Files, type Finding, lineAt } from './files.ts';
import { isCode, isTest, sqlTemplates } from './source.ts';

interface Word {
  table: string;
  index: string;
  /** As in `state = 'held'`. */
  column: string;
  word: string;
}

/** Every statement of a service with kept plans that may be planned by a partial index instead of by its key. */
export function checkPlans(files: Files): Finding[] {
  return [...files]
    .filter(([path, text]) => /^services\/[^/]+\/definition\.ts$/.test(path) && /\bplansOnce: true\b/.test(text))
    .flatMap(([path]) => checkService(files, path.replace('definition.ts', '')));
}

function checkService(files: Files, folder: string): Finding[] {
  const own = [...files].filter(([path]) => path.startsWith(folder));
  const words = own.filter(([path]) => /\.do\.[^/]+\.sql$/.test(path)).flatMap(([, sql]) => wordsOf(sql));
  return own
    .filter(([path]) => isCode(path) && !isTest(path))
    .flatMap(([path, text]) =>
      sqlTemplates(path, text).flatMap(({ quasis, start }) => {
        const sql = quasis.map(({ value }) => value.raw).join('$');
        return words
          .filter(word => keyed(sql, word))
          .map(({ index, column, word }) => ({
            path,
            line: lineAt(text, start),
            message: `finds a row by its key, and may be planned by ${index}: write ${column} = \${'${word}'}`,
          }));
      }),
    );
}

const partialIndex = /create\s+(?:unique\s+)?index\s+(\w+)\s+on\s+(?:only\s+)?(\w+)[^;]*?\)\s*where\s+([^;]+);/gi;

/** The words by which the partial indexes of a migration choose their rows. */
const wordsOf = (sql: string): Word[] =>
  [...sql.matchAll(partialIndex)].flatMap(([, index, table, predicate]) =>
    [...predicate!.matchAll(/\b(\w+) = '(\w+)'/g)].map(([, column, word]) => ({
      index: index!,
      table: table!,
      column: column!,
      word: word!,
    })),
  );

/** Whether a statement looks into the table by `id` and says the word. */
function keyed(sql: string, { table, column, word }: Word): boolean {
  const looks = new RegExp(
    `\\b(?:update|from|join)\\s+${table}\\b(?:\\s+as)?(?:\\s+(\\w+))?[^;]*?\\bwhere\\s+((?:[^()]|\\([^()]*\\))*)`,
    'gi',
  );
  return [...sql.matchAll(looks)].some(([, alias, where]) => {
    const says = (text: string) => new RegExp(`(?<![\\w.])(?:${alias}\\.)?${text}`).test(where!);
    return says('id = (?:\\$|any\\()') && says(`${column} = '${word}'`);
  });
}
