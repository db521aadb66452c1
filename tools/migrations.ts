// Migrations go forward, are numbered without gaps, and only the newest can be undone.

import { posix } from 'node:path';
import type { Files, Finding } from './files.ts';

const form = /^(\d{4})\.(do|undo)\.([a-z0-9-]+)\.sql$/;

interface Migration {
  path: string;
  number: number;
  direction: string;
  what: string;
  sql: string;
}

/** What is wrong with the names and pairs in each migrations folder, and tables dropped without a reason. */
export function checkMigrations(files: Files): Finding[] {
  const findings: Finding[] = [];
  const folders = new Map<string, Migration[]>();
  for (const [path, sql] of files) {
    if (!/^(kernel|services\/[^/]+)\/migrations\//.test(path)) continue;
    const [, number, direction, what] = form.exec(posix.basename(path)) ?? [];
    if (number && direction && what) {
      const folder = posix.dirname(path);
      folders.set(folder, [...(folders.get(folder) ?? []), { path, number: Number(number), direction, what, sql }]);
    } else
      findings.push({ path, line: 1, message: 'call it NNNN.do.<what>.sql, or NNNN.undo.<what>.sql for the newest' });
  }
  for (const migrations of folders.values()) findings.push(...checkFolder(migrations));
  return findings;
}

function checkFolder(migrations: Migration[]): Finding[] {
  const findings: Finding[] = [];
  const find = ({ path }: Migration, message: string, line = 1) => findings.push({ path, line, message });
  const byNumber = (a: Migration, b: Migration) => a.number - b.number;
  const dos = migrations.filter(each => each.direction === 'do').sort(byNumber);
  const newest = dos.at(-1);

  dos.forEach((each, index) => {
    const expected = index + 1;
    const instead = String(expected).padStart(4, '0');
    if (each.number !== expected)
      find(each, `is number ${expected} of its folder: call it ${instead}.do.${each.what}.sql`);
    for (const line of unexplainedDrops(each.sql))
      find(each, 'drops a table: say why in a comment line before it', line);
  });

  const undos = migrations.filter(each => each.direction === 'undo');
  for (const each of undos)
    if (each.number !== newest?.number || each.what !== newest.what)
      find(each, 'undoes what is not the newest migration: delete it');
  if (newest && !undos.some(each => each.number === newest.number && each.what === newest.what))
    find(newest, `is the newest and cannot be undone: write ${posix.basename(newest.path).replace('.do.', '.undo.')}`);
  return findings;
}

/** The lines of `drop table` whose statement no comment line precedes. */
function unexplainedDrops(sql: string): number[] {
  const lines = sql.split('\n');
  return lines.flatMap((line, index) => {
    const drops = /\bdrop\s+table\b/i.test(line.replace(/--.*/, ''));
    return drops && !/^\s*--\s*\S/.test(lines[index - 1] ?? '') ? [index + 1] : [];
  });
}
